import type { Place } from "../../base/problem.ts";
import { parseAddress } from "./address.ts";
import type { Mutable } from "./draft.ts";
import { type LineContext, looseNumber, neededWord, refuse, wordAt } from "./keyword.ts";
import type { Report } from "./report.ts";
import type { ResolversSection } from "./resolvers-config.ts";
import type { SectionKind } from "./section-kind.ts";
import { isFirst } from "./section-twin.ts";
import { parseTime } from "./time.ts";

/** A `resolvers` section while its lines are read. */
export interface ResolversDraft extends Place, Mutable<Omit<ResolversSection, "servers" | "holdMs">> {
  readonly servers: (Place & ResolversSection["servers"][number])[];
  readonly holdMs: Mutable<ResolversSection["holdMs"]>;
}

/** As the original: a second between questions, ten until an answer is asked for again, half a minute of patience. */
function newResolvers(name: string): Omit<ResolversDraft, keyof Place> {
  const [short, long] = [10_000, 30_000];
  return {
    name,
    servers: [],
    usesSystem: false,
    retryMs: 1000,
    retries: 3,
    resolveMs: 1000,
    holdMs: { valid: short, nx: long, refused: long, timeout: long, other: long, obsolete: 0 },
  };
}

/** `resolvers NAME`: who is asked for the addresses of servers (manual §5.3.2). */
export const resolversSection: SectionKind = {
  name: "resolvers",
  keywords: [
    { name: "nameserver", read: readNameserver },
    { name: "parse-resolv-conf", read: (context) => void change(context, { usesSystem: true }) },
    { name: "hold", read: (context) => readTime(context, holds, keepHold) },
    { name: "timeout", read: (context) => readTime(context, ["retry", "resolve"], keepTimeout) },
    { name: "resolve_retries", read: readRetries },
    { name: "accepted_payload_size", read: readSize },
  ],
  loose: true,
  open: (context, name) => {
    const { resolvers } = context.file;
    if (!isFirst(context, name, resolvers)) return false;
    resolvers.push({ ...newResolvers(name), ...context.place(1) });
    return true;
  },
};

const holds = ["valid", "nx", "refused", "timeout", "other", "obsolete"];

function change(context: LineContext, values: Partial<Pick<ResolversDraft, "usesSystem" | "retries">>): void {
  const current = context.file.resolvers.at(-1);
  if (current) Object.assign(current, values);
}

/** `nameserver NAME ADDRESS:PORT`. */
function readNameserver(context: LineContext): void {
  const name = wordAt(context, 1);
  const address = parseAddress(wordAt(context, 2).replace(/^(tcp|udp)[46]?@/, ""));
  if (name === "" || wordAt(context, 2) === "" || address.kind !== "ip" || !address.ports || address.named) {
    refuse(context, name === "" ? 1 : 2, "ERR_CONFIG_VALUE", {
      fr: '"nameserver" attend un nom, une adresse et un port : "nameserver dns1 192.168.1.1:53".',
      en: '"nameserver" expects a name, an address and a port: "nameserver dns1 192.168.1.1:53".',
    });
    return;
  }
  const servers = context.file.resolvers.at(-1)?.servers ?? [];
  const twin = servers.find((other) => other.name === name);
  if (!twin) {
    if (/^tcp[46]?@/.test(wordAt(context, 2)))
      context.report.unsupported(context.place(2), "nameserver tcp@");
    const host = address.host.includes(":") ? `[${address.host}]` : address.host;
    servers.push({ name, address: `${host}:${address.ports.low}`, ...context.place(1) });
    return;
  }
  refuse(context, 1, "ERR_CONFIG_DUPLICATE", {
    fr: `Un "nameserver ${name}" existe déjà à la ligne ${twin.line}. Donnez-lui un autre nom.`,
    en: `A "nameserver ${name}" exists already at line ${twin.line}. Give it another name.`,
  });
}

/** `hold EVENT TIME`, `timeout EVENT TIME`. */
function readTime(
  context: LineContext,
  events: readonly string[],
  keep: (draft: ResolversDraft, event: string, ms: number) => void,
): void {
  const name = wordAt(context, 0);
  const time = parseTime(wordAt(context, 2));
  if (!events.includes(wordAt(context, 1))) {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: `"${name}" attend ${events.join(", ")}, puis une durée, pas "${wordAt(context, 1)}".`,
      en: `"${name}" expects ${events.join(", ")}, then a time, not "${wordAt(context, 1)}".`,
    });
  } else if (time.kind !== "time") {
    refuse(context, 2, "ERR_CONFIG_VALUE", {
      fr: `"${name} ${wordAt(context, 1)}" attend une durée comme 10s, pas "${wordAt(context, 2)}".`,
      en: `"${name} ${wordAt(context, 1)}" expects a time like 10s, not "${wordAt(context, 2)}".`,
    });
    return;
  }
  const current = context.file.resolvers.at(-1);
  if (current && time.kind === "time") keep(current, wordAt(context, 1), time.ms);
}

function keepHold({ holdMs }: ResolversDraft, event: string, ms: number): void {
  holdMs[event as keyof typeof holdMs] = ms;
}

function keepTimeout(draft: ResolversDraft, event: string, ms: number): void {
  if (event === "retry") draft.retryMs = ms;
  else draft.resolveMs = ms;
}

function readRetries(context: LineContext): void {
  if (neededWord(context, 1) === undefined) return;
  const retries = looseNumber(context, 1, "resolve_retries");
  change(context, { retries: Math.max(1, retries) });
}

function readSize(context: LineContext): void {
  const size = Number(/^\d+/.exec(wordAt(context, 1))?.[0] ?? 0);
  if (size >= 12 && size <= 65535) return;
  refuse(context, 1, "ERR_CONFIG_RANGE", {
    fr: `"accepted_payload_size" attend un nombre de 12 à 65535, pas "${wordAt(context, 1)}".`,
    en: `"accepted_payload_size" expects a number from 12 to 65535, not "${wordAt(context, 1)}".`,
  });
}

/** A section that asks nobody. */
export function judgeResolvers(sections: readonly ResolversDraft[], report: Report): void {
  for (const section of sections) {
    if (section.servers.length > 0 || section.usesSystem) continue;
    report.warned(section, "ERR_CONFIG_VALUE", {
      fr: `"resolvers ${section.name}" n'a aucun "nameserver". Ajoutez-en un, ou "parse-resolv-conf".`,
      en: `"resolvers ${section.name}" has no "nameserver". Add one, or "parse-resolv-conf".`,
    });
  }
}
