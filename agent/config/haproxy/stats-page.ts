import { didYouMean } from "../../base/nearest.ts";
import { readCondition } from "./condition.ts";
import type { StatsPage } from "./config.ts";
import type { Mutable } from "./draft.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { parseTime } from "./time.ts";

/** The statistics page of a section while its lines are read. */
export type StatsDraft = Mutable<StatsPage>;

interface StatsWord {
  readonly name: string;
  readonly read: (context: ProxyContext, page: StatsDraft) => void;
}

/** The words behind `stats` in a proxy [T]. */
export const statsWords: readonly StatsWord[] = [
  { name: "enable", read: () => {} },
  { name: "uri", read: withValue((page, value) => (page.uri = value)) },
  { name: "realm", read: withValue((page, value) => (page.realm = value)) },
  { name: "auth", read: withValue(addUser) },
  { name: "refresh", read: readRefresh },
  { name: "hide-version", read: (_context, page) => (page.hideVersion = true) },
  { name: "show-legends", read: (_context, page) => (page.showLegends = true) },
  { name: "show-node", read: readNode },
  { name: "show-desc", read: readDescription },
  { name: "admin", read: readAdmin },
  { name: "scope", read: withValue((page, value) => (page.scopes = [...page.scopes, value])) },
];

/** HAProxy honours them, and we do not yet. */
export const otherStatsWords = ["http-request", "show-modules"];

/** `stats WORD …`: any of them makes the page be served. */
export function readStats(context: ProxyContext): void {
  const name = wordAt(context, 1);
  const word = statsWords.find((candidate) => candidate.name === name);
  if (word) {
    word.read(context, pageOf(context));
    return;
  }
  if (otherStatsWords.includes(name)) {
    context.report.unsupported(context.place(1), `stats ${name}`);
    return;
  }
  const known = [...statsWords.map((row) => row.name), ...otherStatsWords];
  const hint = didYouMean(name, known);
  refuse(context, 1, "ERR_CONFIG_KEYWORD", {
    fr: `"stats ${name}" n'existe pas.${hint.fr} Mots possibles : ${known.join(", ")}.`,
    en: `"stats ${name}" does not exist.${hint.en} Possible words: ${known.join(", ")}.`,
  });
}

/** The section's own page: what `defaults` says of it is dropped with the first line, as the original does. */
function pageOf(context: ProxyContext): StatsDraft {
  const { proxy } = context;
  if (!proxy.stats?.own) proxy.stats = { own: true, page: newPage() };
  return proxy.stats.page;
}

/** The original's own defaults. */
function newPage(): StatsDraft {
  return {
    uri: "/haproxy?stats",
    realm: "HAProxy Statistics",
    users: [],
    hideVersion: false,
    showLegends: false,
    scopes: [],
    adminRules: [],
  };
}

function withValue(
  change: (page: StatsDraft, value: string, context: ProxyContext) => void,
): StatsWord["read"] {
  return (context, page) => {
    const value = wordAt(context, 2);
    if (value !== "") change(page, value, context);
    else {
      refuse(context, 2, "ERR_CONFIG_VALUE", {
        fr: `"stats ${wordAt(context, 1)}" attend une valeur.`,
        en: `"stats ${wordAt(context, 1)}" expects a value.`,
      });
    }
  };
}

/** `stats auth NAME:PASSWORD`; without a colon the password is empty. */
function addUser(page: StatsDraft, value: string): void {
  const [, name = "", password = ""] = /^([^:]*):?(.*)$/s.exec(value) ?? [];
  page.users = [...page.users.filter((user) => user.name !== name), { name, password }];
}

/** Whole seconds; less than one counts as one, nothing as none. */
function readRefresh(context: ProxyContext, page: StatsDraft): void {
  const text = wordAt(context, 2);
  const plain = /^\d+$/.test(text) ? `${text}s` : text;
  const time = parseTime(plain);
  if (time.kind !== "time") {
    refuse(context, 2, "ERR_CONFIG_VALUE", {
      fr: `"stats refresh" attend une durée comme 10s, pas "${text}".`,
      en: `"stats refresh" expects a time like 10s, not "${text}".`,
    });
    return;
  }
  page.refreshSeconds = Math.floor(time.ms / 1000);
}

function readNode(context: ProxyContext, page: StatsDraft): void {
  const node = wordAt(context, 2);
  if (/^[A-Za-z0-9_-]*$/.test(node)) page.node = node;
  else {
    refuse(context, 2, "ERR_CONFIG_VALUE", {
      fr: `"${node}" n'est pas un nom de nœud : lettres, chiffres, "-" et "_" seulement.`,
      en: `"${node}" is not the name of a node: letters, digits, "-" and "_" only.`,
    });
  }
}

/** `stats admin if CONDITION`: who may use the form. */
function readAdmin(context: ProxyContext, page: StatsDraft): void {
  const word = wordAt(context, 2);
  if (context.proxy.kind === "defaults") {
    refuse(context, 1, "ERR_CONFIG_KEYWORD", {
      fr: '"stats admin" n\'est pas permis dans defaults. Déplacez la ligne dans la section qui convient.',
      en: '"stats admin" is not allowed in defaults. Move the line to the section where it belongs.',
    });
  } else if (word !== "if" && word !== "unless") {
    refuse(context, 2, "ERR_CONFIG_VALUE", {
      fr: '"stats admin" attend une condition, par exemple "stats admin if LOCALHOST".',
      en: '"stats admin" expects a condition, for example "stats admin if LOCALHOST".',
    });
  } else {
    const read = readCondition(context, 2, "stats admin");
    if (read.kind === "good" && read.condition) page.adminRules = [...page.adminRules, read.condition];
  }
}

function readDescription(context: ProxyContext, page: StatsDraft): void {
  const text = context.words
    .slice(2)
    .map((word) => word.text)
    .join(" ");
  page.description = text || (context.file.global.description ?? "");
  if (page.description !== "") return;
  context.report.warned(context.place(1), "ERR_CONFIG_VALUE", {
    fr: '"stats show-desc" attend un texte, ou "description" dans global.',
    en: '"stats show-desc" expects a text, or "description" in global.',
  });
}
