import { familyOf } from "../../base/family.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import type { Route } from "./route-config.ts";
import { readMetric } from "./route-metric.ts";
import {
  type RouteDraft,
  type RouteReader,
  readDestination,
  routeOptions,
  routeTypes,
} from "./route-option.ts";
import { reportDropped, WordQueue } from "./route-words.ts";

const refused = ["vrf", "encap", "as", "ttl-propagate", "nat"];

/** Reads `192.168.9.0/24 via 10.0.0.1 dev eth0 table 100`: keepalived.conf(5), ip-route(8). */
export function readRoute({ keyword, values }: Statement, report: Report): Route | undefined {
  const words = new WordQueue([keyword, ...values]);
  const draft: RouteDraft = { metrics: {}, nextHops: [] };
  const reader = { draft, words, report };
  for (let word = words.next(); word !== undefined; word = words.next()) {
    if (refused.includes(word.text)) return reportRefused(word, report);
    if (readOption(reader, word) === false) {
      const why = {
        fr: `"${words.last.text}" ne va pas derrière "${word.text}"`,
        en: `"${words.last.text}" does not fit behind "${word.text}"`,
      };
      return reportDropped(words.last, "route", report, why);
    }
  }
  return finish(draft, keyword, report);
}

function readOption(reader: RouteReader, word: Word): boolean {
  const { draft, words, report } = reader;
  const option = Object.hasOwn(routeOptions, word.text) ? routeOptions[word.text] : undefined;
  if (option !== undefined) return option(reader, word) !== false;
  if (draft.to === undefined) {
    const type = routeTypes.find((name) => name === word.text);
    if (type === undefined) return readDestination(reader, word);
    draft.type = type;
    return true;
  }
  if (readMetric(draft.metrics, word, words, report)) return true;
  const hint = didYouMean(word.text, Object.keys(routeOptions));
  report.mistake(word, "ERR_CONFIG_KEYWORD", {
    fr: `"${word.text}" n'est pas une option de route : keepalived saute cette route.${hint.fr}`,
    en: `"${word.text}" is not an option of a route: keepalived skips this route.${hint.en}`,
  });
  delete draft.to;
  while (words.next() !== undefined);
  return true;
}

function finish({ family: said, ...draft }: RouteDraft, at: Word, report: Report): Route | undefined {
  const { to, gateway: via, metrics, nextHops, ...rest } = draft;
  if (to === undefined) return undefined;
  const family = said ?? (via === undefined ? 4 : familyOf(via));
  const destined = to.prefixLength === 0 && family === 6 ? { address: "::", prefixLength: 0 } : to;
  const addresses = [via, rest.source, ...nextHops.map((hop) => hop.gateway)];
  if (addresses.some((address) => address !== undefined && familyOf(address) !== family)) {
    return reportDropped(at, "route", report, {
      fr: "IPv4 et IPv6 sont mêlés",
      en: "IPv4 and IPv6 are mixed",
    });
  }
  if (familyOf(destined.address) === 4 && rest.expiresSeconds !== undefined) {
    return reportDropped(at, "route", report, {
      fr: "expires ne vaut que pour IPv6",
      en: "expires is for IPv6 only",
    });
  }
  if (rest.device === undefined && !rest.untracked) reportUntracked(at, report);
  if (rest.device !== undefined && !rest.untracked && rest.protocol !== undefined) {
    reportProtocol(at, report);
    delete rest.protocol;
  }
  return {
    ...{ ...rest, to: destined, type: rest.type ?? "unicast" },
    ...(via !== undefined && { gateway: via }),
    ...(Object.keys(metrics).length > 0 && { metrics }),
    ...(nextHops.length > 0 && { nextHops }),
    ...(rest.device === undefined && { untracked: true as const }),
  };
}

function reportProtocol(at: Word, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: 'keepalived ne suit que ses propres routes : il remplace "protocol" par le sien. Ajoutez "no_track" pour garder celui-ci.',
    en: 'keepalived watches its own routes only: it replaces "protocol" by its own. Add "no_track" to keep this one.',
  });
}

function reportUntracked(at: Word, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: 'Sans "dev", keepalived ne peut suivre cette route : si quelqu\'un la retire, rien ne se passe. Ajoutez "dev", ou "no_track" pour le dire.',
    en: 'Without "dev" keepalived cannot watch this route: when somebody removes it, nothing happens. Add "dev", or "no_track" to say so.',
  });
}

function reportRefused(word: Word, report: Report): undefined {
  report.unsupported(word, {
    fr: `L'option "${word.text}" d'une route n'est pas prise en charge.`,
    en: `The option "${word.text}" of a route is not supported.`,
  });
}
