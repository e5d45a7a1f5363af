import { type HaproxyRule, perBack } from "./rule.ts";

/** What a server says of itself must fit what stands elsewhere: its agent's port, its resolvers, its number. */
export const serverReference: HaproxyRule = {
  name: "server-reference",
  find: perBack((proxy, file, report) => {
    for (const server of proxy.servers) {
      const { agentChecked, agent, resolvers, id } = server;
      if (agentChecked && !agent.port) {
        report.fatal(server, "ERR_CONFIG_VALUE", {
          fr: `"agent-check" de ${server.name} n'a pas de port. Ajoutez "agent-port 9999".`,
          en: `"agent-check" of ${server.name} has no port. Add "agent-port 9999".`,
        });
      }
      if (resolvers && !file.resolvers.some(({ name }) => name === resolvers.name)) {
        report.fatal(resolvers, "ERR_CONFIG_REFERENCE", {
          fr: `Aucune section "resolvers ${resolvers.name}" n'existe. Ajoutez-la ou retirez le mot.`,
          en: `No section "resolvers ${resolvers.name}" exists. Add it or remove the word.`,
        });
      }
      const twin = id === undefined ? server : proxy.servers.find((other) => other.id === id);
      if (twin === server || !twin) continue;
      report.fatal(server, "ERR_CONFIG_DUPLICATE", {
        fr: `Le serveur de la ligne ${twin.line} a déjà "id ${id}". Donnez un autre numéro.`,
        en: `The server of line ${twin.line} has "id ${id}" already. Give another number.`,
      });
    }
  }),
};
