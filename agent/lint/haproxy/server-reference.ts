import { type HaproxyRule, perBack } from "./rule.ts";

/** Servers must fit what stands elsewhere: the agent's port, resolvers, numbers, `use-server`. */
export const serverReference: HaproxyRule = {
  name: "server-reference",
  find: perBack((proxy, file, report) => {
    for (const rule of proxy.useServer) {
      if (proxy.servers.some(({ name }) => name === rule.server)) continue;
      report.fatal(rule, "ERR_CONFIG_REFERENCE", {
        fr: `"use-server ${rule.server}" : ${proxy.name} n'a pas de serveur de ce nom.`,
        en: `"use-server ${rule.server}": ${proxy.name} has no server of this name.`,
      });
    }
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
