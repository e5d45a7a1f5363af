import { didYouMean } from "../../base/nearest.ts";
import type { Text } from "../../base/text.ts";
import { externalCheckOption } from "./check/external.ts";
import { readHttpchk } from "./check/http.ts";
import { protocolOptions } from "./check/protocol.ts";
import { readForwarding } from "./forward.ts";
import { looseNumber, noteWord, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { knownOptions } from "./known.ts";
import { clfFormat, httpsFormat, readLineFormat } from "./log-format.ts";

interface OptionRow {
  readonly name: string;
  readonly side?: "front" | "back";
  /** `no option NAME` is allowed. */
  readonly negatable?: true;
  /** Read, and without effect here: a note gives this reason. */
  readonly noted?: Text;
  readonly read: (context: ProxyContext) => void;
}

/** The options of proxies [T]. */
export const options: readonly OptionRow[] = [
  { name: "httplog", read: (context) => readLogFormat(context, "http") },
  { name: "tcplog", read: (context) => readLogFormat(context, "tcp") },
  { name: "httpslog", side: "front", read: readHttpsLog },
  { name: "dontlognull", side: "front", negatable: true, read: readSwitch },
  { name: "dontlog-normal", side: "front", negatable: true, read: readSwitch },
  { name: "log-separate-errors", side: "front", negatable: true, read: readSwitch },
  { name: "tcpka", negatable: true, read: readSwitch },
  { name: "clitcpka", side: "front", negatable: true, read: readSwitch },
  { name: "srvtcpka", side: "back", negatable: true, read: readSwitch },
  { name: "forwardfor", read: readForwardFor },
  { name: "originalto", read: readOriginalTo },
  { name: "http-server-close", negatable: true, read: (context) => readMode(context, "server-close") },
  { name: "httpclose", negatable: true, read: (context) => readMode(context, "close") },
  { name: "http-keep-alive", negatable: true, read: (context) => readMode(context, "keep-alive") },
  {
    name: "abortonclose",
    side: "back",
    negatable: true,
    noted: {
      fr: "car un client qui coupe est remarqué aussitôt ici, et ne prend plus la place d'un autre",
      en: "since a client that cuts its connection is noticed at once here, and takes nobody's place any more",
    },
    read: readSwitch,
  },
  { name: "http-buffer-request", negatable: true, read: readSwitch },
  { name: "http-ignore-probes", side: "front", negatable: true, read: readSwitch },
  {
    name: "http-no-delay",
    negatable: true,
    noted: {
      fr: "car rien n'est retenu ici pour être groupé",
      en: "since nothing is held back here to be grouped",
    },
    read: readSwitch,
  },
  { name: "h1-case-adjust-bogus-client", side: "front", negatable: true, read: readSwitch },
  { name: "h1-case-adjust-bogus-server", side: "back", negatable: true, read: readSwitch },
  { name: "http-pretend-keepalive", side: "back", negatable: true, read: readSwitch },
  { name: "redispatch", side: "back", negatable: true, read: readRedispatch },
  { name: "allbackups", side: "back", negatable: true, read: readSwitch },
  { name: "persist", side: "back", negatable: true, read: readSwitch },
  { name: "log-health-checks", side: "back", negatable: true, read: readSwitch },
  { name: "httpchk", side: "back", read: readHttpchk },
  { name: "tcp-check", side: "back", read: readTcpCheckOption },
  ...protocolOptions,
  externalCheckOption,
];

const removed: Readonly<Record<string, string>> = {
  forceclose: "option httpclose",
  "http-tunnel": "option http-keep-alive",
};

/** `option NAME …` and `no option NAME`. */
export function readOption(context: ProxyContext): void {
  const name = wordAt(context, 1);
  const row = options.find((candidate) => candidate.name === name);
  if (!row) {
    refuseName(context, name);
    return;
  }
  if (context.negated && !row.negatable) {
    refuse(context, 0, "ERR_CONFIG_SYNTAX", {
      fr: `"no option ${name}" n'est pas possible. Retirez la ligne qui l'active.`,
      en: `"no option ${name}" is not possible. Remove the line that switches it on.`,
    });
    return;
  }
  if (row.read === readSwitch && !plain(context)) return;
  if (ignored(context, row)) return;
  row.read(context);
  if (row.noted) noteWord(context, 1, row.noted);
}

function refuseName(context: ProxyContext, name: string): void {
  if (knownOptions.has(name)) {
    context.report.unsupported(context.place(1), `option ${name}`, knownOptions.get(name));
    return;
  }
  const replacement = removed[name];
  const hint = didYouMean(name, [...options.map((row) => row.name), ...knownOptions.keys()]);
  refuse(
    context,
    1,
    "ERR_CONFIG_KEYWORD",
    replacement === undefined
      ? {
          fr: `"option ${name}" n'existe pas.${hint.fr || " Corrigez ou retirez la ligne."}`,
          en: `"option ${name}" does not exist.${hint.en || " Correct or remove the line."}`,
        }
      : {
          fr: `"option ${name}" n'existe plus. Retirez la ligne, ou écrivez "${replacement}".`,
          en: `"option ${name}" does not exist any more. Remove the line, or write "${replacement}".`,
        },
  );
}

function ignored(context: ProxyContext, row: OptionRow): boolean {
  const { kind, name } = context.proxy;
  const wrong = (kind === "frontend" && row.side === "back") || (kind === "backend" && row.side === "front");
  if (!wrong) return false;
  const belongs = row.side === "back" ? "backend" : "frontend";
  context.report.warned(context.place(0), "ERR_CONFIG_KEYWORD", {
    fr: `"option ${row.name}" est ignoré dans ${kind} ${name}. Déplacez-le dans un ${belongs} ou dans defaults.`,
    en: `"option ${row.name}" is ignored in ${kind} ${name}. Move it to a ${belongs} or to defaults.`,
  });
  return true;
}

/** Refuses words behind `option NAME`. */
function plain(context: ProxyContext): boolean {
  const extra = wordAt(context, 2);
  if (extra === "") return true;
  refuse(context, 2, "ERR_CONFIG_SYNTAX", {
    fr: `"option ${wordAt(context, 1)}" ne sait que faire de "${extra}". Retirez ce mot.`,
    en: `"option ${wordAt(context, 1)}" cannot handle "${extra}". Remove this word.`,
  });
  return false;
}

function readSwitch(context: ProxyContext): void {
  const name = wordAt(context, 1);
  if (context.negated) context.proxy.switches.delete(name);
  else context.proxy.switches.add(name);
}

function readMode(context: ProxyContext, mode: ProxyContext["proxy"]["connectionMode"]): void {
  if (!plain(context)) return;
  const { proxy } = context;
  if (!context.negated) proxy.connectionMode = mode;
  else if (proxy.connectionMode === mode) proxy.connectionMode = "keep-alive";
}

function readLogFormat(context: ProxyContext, format: "http" | "tcp"): void {
  const { proxy } = context;
  const name = `option ${format}log`;
  const clf = format === "http" && wordAt(context, 2) === "clf";
  if (!clf && !plain(context)) return;
  if (proxy.kind === "backend") {
    context.report.warned(context.place(0), "ERR_CONFIG_KEYWORD", {
      fr: `"${name}" est ignoré dans un backend. Déplacez-le dans le frontend ou dans defaults.`,
      en: `"${name}" is ignored in a backend. Move it to the frontend or to defaults.`,
    });
    return;
  }
  if (proxy.logFormatPlace && proxy.logFormat !== format && proxy.kind === "defaults") {
    context.report.warned(context.place(0), "ERR_CONFIG_DUPLICATE", {
      fr: `"${name}" remplace le format choisi plus haut. Gardez une seule des deux lignes.`,
      en: `"${name}" replaces the format chosen above. Keep one of the two lines.`,
    });
  }
  proxy.logFormat = format;
  proxy.logFormatPlace = context.place(0);
  delete proxy.logLine;
  const line = clf ? readLineFormat(context, 2, clfFormat) : undefined;
  if (line) proxy.logLine = line;
}

/** The original reads no word behind it. */
function readHttpsLog(context: ProxyContext): void {
  const { proxy } = context;
  proxy.logFormat = "http";
  proxy.logFormatPlace = context.place(0);
  const line = readLineFormat(context, 1, httpsFormat);
  if (line) proxy.logLine = line;
}

/** Without words behind it, it is done where the request is written. */
function readForwardFor(context: ProxyContext): void {
  const option = readForwarding(context);
  if (!option) return;
  context.proxy.switches.add("forwardfor");
  if (context.words.length > 2) context.proxy.forwarding.client = option;
  else delete context.proxy.forwarding.client;
}

function readOriginalTo(context: ProxyContext): void {
  const option = readForwarding(context);
  if (option) context.proxy.forwarding.local = option;
}

/** The later of two kinds of check counts. */
function readTcpCheckOption(context: ProxyContext): void {
  if (!plain(context)) return;
  context.proxy.check.kind = "tcp";
}

/** `option redispatch [N]`: another server at every Nth attempt; −N: at the Nth before the last. */
function readRedispatch(context: ProxyContext): void {
  const { proxy } = context;
  const interval = wordAt(context, 2);
  proxy.redispatchEvery = interval === "" ? -1 : looseNumber(context, 2, "option redispatch");
  if (context.negated || proxy.redispatchEvery === 0) proxy.switches.delete("redispatch");
  else proxy.switches.add("redispatch");
}
