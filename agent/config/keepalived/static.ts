import type { KeepalivedConfig, VirtualAddress } from "./config.ts";
import type { KeywordTable } from "./keyword.ts";
import type { Report } from "./report.ts";
import { readRoute } from "./route.ts";
import type { Route, Rule } from "./route-config.ts";
import { readRule } from "./rule.ts";
import { readVirtualAddress } from "./virtual-address.ts";

/** What the original gives to rules without a preference, downwards. */
const firstPreference = 16_384;

/** `static_ipaddress`, `static_routes`, `static_rules` while a file is read. */
export interface StaticDraft {
  readonly addresses: VirtualAddress[];
  readonly routes: Route[];
  readonly rules: Rule[];
}

/** Gives preferences to rules without one, one less each time. */
export class Preferences {
  #next = firstPreference;

  readonly next = (): number => this.#next--;
}

export function staticDraft(): StaticDraft {
  return { addresses: [], routes: [], rules: [] };
}

/** keepalived.conf(5), "Static routes/addresses/rules": at the top of a file, one a line. */
export const staticKeywords: KeywordTable<StaticDraft> = {
  static_ipaddress: {
    kind: "list",
    doc: {
      fr: "Des adresses posées tant que le démon tourne, sans VRRP.",
      en: "Addresses that are there as long as the daemon runs, without VRRP.",
    },
    read: (draft, statement, report) => {
      const address = readVirtualAddress(statement, report);
      if (address !== undefined) draft.addresses.push(address);
    },
  },
  static_routes: {
    kind: "list",
    doc: {
      fr: "Des routes posées tant que le démon tourne, remises si on les retire.",
      en: "Routes that are there as long as the daemon runs, and put back when somebody removes them.",
    },
    read: (draft, statement, report) => {
      const route = readRoute(statement, report);
      if (route !== undefined) draft.routes.push(route);
    },
  },
  static_rules: {
    kind: "list",
    doc: {
      fr: "Des règles de routage posées de même.",
      en: "Routing rules likewise.",
    },
    read: (draft, statement, report) => {
      const rule = readRule(statement, preferencesOf(report).next, report);
      if (rule !== undefined) draft.rules.push(rule);
    },
  },
};

const known = new WeakMap<Report, Preferences>();

/** One count a file. */
export function preferencesOf(report: Report): Preferences {
  const preferences = known.get(report) ?? new Preferences();
  known.set(report, preferences);
  return preferences;
}

export function finishStatic(draft: StaticDraft): Pick<KeepalivedConfig, "statics"> {
  const { addresses, routes, rules } = draft;
  return addresses.length + routes.length + rules.length === 0 ? {} : { statics: draft };
}
