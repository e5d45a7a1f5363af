import { Resolver } from "node:dns/promises";
import type { ResolversSection } from "../config/haproxy/resolvers-config.ts";
import { emptyMessage } from "../health/message.ts";
import { lostNameMessage, movedMessages } from "../health/name-message.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import { type NameAnswer, type NameNews, NameWatch } from "../proxy/name-watch.ts";
import type { LogLevel } from "./access-log.ts";
import { sidesOf } from "./health-news.ts";

interface Options {
  readonly sections: readonly ResolversSection[];
  readonly states: readonly BackendState[];
  readonly tell: (state: BackendState, level: LogLevel, message: string) => void;
}

/** Asks for the names of servers again and again (`resolvers`); disposing ends it. */
export function startResolution({ sections, states, tell }: Options): Disposable {
  const inquiries = sections.flatMap((section) =>
    states.flatMap((state) =>
      [...namesOf(state, section.name)].map(([name, servers]) => {
        const first = state.config.servers[servers[0] ?? 0];
        const question = { name, family: first?.resolve?.prefer ?? "ipv6" } as const;
        const subject = { state, servers, holds: section.holdMs };
        const watch = new NameWatch(subject, performance.now(), (news) => {
          for (const message of messagesOf(state, news)) tell(state, "notice", message);
          if (news.kind === "lost" && !state.hasAnyone) tell(state, "emerg", emptied(state));
        });
        return new Inquiry(section, question, (answer) => watch.answered(answer, performance.now()));
      }),
    ),
  );
  return {
    [Symbol.dispose]: () => {
      for (const inquiry of inquiries) inquiry[Symbol.dispose]();
    },
  };
}

/** The servers that a section is for, by their names. */
function namesOf({ config }: BackendState, section: string): ReadonlyMap<string, number[]> {
  const names = new Map<string, number[]>();
  for (const [index, { fqdn, resolve }] of config.servers.entries()) {
    if (fqdn === undefined || resolve?.section !== section) continue;
    names.set(fqdn, [...(names.get(fqdn) ?? []), index]);
  }
  return names;
}

function messagesOf(state: BackendState, news: NameNews): readonly string[] {
  const about = sidesOf(state, news.server, news.kind === "moved");
  if (news.kind === "lost") return [lostNameMessage(about, news.why)];
  const { host, fqdn = "" } = state.config.servers[news.server] ?? { host: "" };
  return movedMessages(about, { ...news, to: host, fqdn });
}

function emptied({ config }: BackendState): string {
  return emptyMessage(config.section ?? "backend", config.name);
}

interface Question {
  readonly name: string;
  readonly family: "ipv4" | "ipv6";
}

/** One name, asked for until it is disposed of. */
class Inquiry implements Disposable {
  readonly #section: ResolversSection;
  readonly #question: Question;
  readonly #told: (answer: NameAnswer) => void;
  readonly #resolver: Resolver;
  #timer: NodeJS.Timeout;
  #over = false;

  constructor(section: ResolversSection, question: Question, told: (answer: NameAnswer) => void) {
    this.#section = section;
    this.#question = question;
    this.#told = told;
    this.#resolver = new Resolver({ timeout: section.retryMs, tries: section.retries });
    const system = section.usesSystem ? this.#resolver.getServers() : [];
    this.#resolver.setServers([...section.servers.map(({ address }) => address), ...system]);
    this.#timer = setTimeout(() => void this.#ask(), 0);
  }

  async #ask(): Promise<void> {
    const answer = await this.#answer();
    if (this.#over) return;
    this.#told(answer);
    const { holdMs, resolveMs } = this.#section;
    this.#timer = setTimeout(() => void this.#ask(), answer.kind === "valid" ? holdMs.valid : resolveMs);
  }

  /** The preferred family first; the other one where it gives nothing. */
  async #answer(): Promise<NameAnswer> {
    const { name, family } = this.#question;
    const ask = {
      ipv4: () => this.#resolver.resolve4(name),
      ipv6: () => this.#resolver.resolve6(name),
    } as const;
    const first = await this.#try(ask[family]);
    if (first.kind !== "nx") return first;
    return await this.#try(ask[family === "ipv4" ? "ipv6" : "ipv4"]);
  }

  async #try(ask: () => Promise<string[]>): Promise<NameAnswer> {
    try {
      const by = `${this.#section.name}/${this.#section.servers[0]?.name ?? "system"}`;
      return { kind: "valid", addresses: await ask(), by };
    } catch (error) {
      return { kind: troubles[(error as NodeJS.ErrnoException).code ?? ""] ?? "other" };
    }
  }

  [Symbol.dispose](): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#resolver.cancel();
  }
}

const troubles: Readonly<Record<string, Exclude<NameAnswer["kind"], "valid">>> = {
  ENOTFOUND: "nx",
  ENODATA: "nx",
  EREFUSED: "refused",
  ETIMEOUT: "timeout",
  ECONNREFUSED: "timeout",
};
