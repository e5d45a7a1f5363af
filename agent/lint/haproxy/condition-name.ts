import { didYouMean } from "../../base/nearest.ts";
import type { Text } from "../../base/text.ts";
import type { FileDraft } from "../../config/haproxy/draft.ts";
import type { Report } from "../../config/haproxy/report.ts";
import type { RoutingDraft } from "../../config/haproxy/routing-draft.ts";
import { type HaproxyRule, perProxy } from "./rule.ts";

/** A condition asks about something that nothing defines. */
export const conditionName: HaproxyRule = {
  name: "condition-name",
  find: perProxy((proxy, file, report) => {
    for (const asked of proxy.routing.references) {
      const [backend = "", server] = asked.name.split("/", 2);
      if (asked.kind === "server") lookForServer(asked, backend, server ?? "", file, report);
      else lookForSection(asked, asked.kind === "backend" ? backend : asked.name, file, report);
    }
  }),
};

type Asked = RoutingDraft["references"][number];

/** Which names there are of each kind, and what is said of another one. */
const kinds: Readonly<
  Record<
    Exclude<Asked["kind"], "server">,
    { readonly names: (file: FileDraft) => readonly string[]; readonly text: (name: string) => Text }
  >
> = {
  backend: {
    names: ({ proxies }) => namesOf(proxies.filter(({ kind }) => kind !== "frontend")),
    text: (name) => ({
      fr: `Une condition demande l'état de "${name}", qui n'est pas un backend.`,
      en: `A condition asks about "${name}", which is no backend.`,
    }),
  },
  frontend: {
    names: ({ proxies }) => namesOf(proxies.filter(({ kind }) => kind !== "backend")),
    text: (name) => ({ fr: `"${name}" n'est pas un frontend.`, en: `"${name}" is no frontend.` }),
  },
  table: {
    names: ({ proxies, peers }) => [
      ...namesOf(proxies.filter(({ stickTable }) => stickTable !== undefined)),
      ...peers.flatMap(({ tables }) => namesOf(tables)),
    ],
    text: (name) => ({ fr: `"${name}" n'a pas de stick-table.`, en: `"${name}" has no stick-table.` }),
  },
  userlist: {
    names: ({ userlists }) => namesOf(userlists),
    text: (name) => ({
      fr: `Aucune "userlist" ne s'appelle "${name}".`,
      en: `No "userlist" is named "${name}".`,
    }),
  },
};

function namesOf(list: readonly { readonly name: string }[]): readonly string[] {
  return list.map(({ name }) => name);
}

function lookForSection(asked: Asked, name: string, file: FileDraft, report: Report): boolean {
  const { names, text } = kinds[asked.kind === "server" ? "backend" : asked.kind];
  const known = names(file);
  if (known.includes(name)) return true;
  const hint = didYouMean(name, known);
  const { fr, en } = text(name);
  report.fatal(asked, "ERR_CONFIG_REFERENCE", { fr: fr + hint.fr, en: en + hint.en });
  return false;
}

function lookForServer(asked: Asked, name: string, server: string, file: FileDraft, report: Report): void {
  if (!lookForSection(asked, name, file, report)) return;
  const backend = file.proxies.find((proxy) => proxy.kind !== "frontend" && proxy.name === name);
  const servers = namesOf(backend?.servers ?? []);
  if (servers.includes(server)) return;
  const hint = didYouMean(server, servers);
  report.fatal(asked, "ERR_CONFIG_REFERENCE", {
    fr: `Le backend ${name} n'a pas de serveur "${server}".${hint.fr}`,
    en: `The backend ${name} has no server "${server}".${hint.en}`,
  });
}
