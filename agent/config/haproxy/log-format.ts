import { type Format, parseFormat } from "../../rule/format.ts";
import { keepReferences, scopeOf, tellTroubles } from "./condition.ts";
import { type Keyword, type ProxyContext, refuse, wordAt } from "./keyword.ts";

/** `option httplog clf`: the Common Log Format and what HAProxy adds to it (manual §8.2.3). */
export const clfFormat =
  '%{+Q}o %{-Q}ci - - [%trg] %r %ST %B "" "" %cp %ms %ft %b %s %TR %Tw %Tc %Tr %Ta %tsc %ac %fc %bc %sc %rc %sq %bq %CC %CS %hrl %hsl';

/** `option httpslog` (manual §8.2.4). */
export const httpsFormat =
  "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r %[fc_err]/%[ssl_fc_err,hex]/%[ssl_c_err]/%[ssl_c_ca_err]/%[ssl_fc_is_resumed] %[ssl_fc_sni]/%sslv/%sslc";

/** What a line of the log, and the number of a request, consist of [T]. */
export const logFormatKeywords: readonly Keyword<ProxyContext>[] = [
  { name: "log-format", side: "front", read: readLogFormat },
  { name: "error-log-format", side: "front", read: readErrorFormat },
  { name: "log-format-sd", side: "front", read: readStructured },
  { name: "unique-id-format", side: "front", read: readUniqueId },
  { name: "unique-id-header", side: "front", read: readUniqueIdHeader },
];

/** A format that a log line follows; undefined when it is refused. */
export function readLineFormat(context: ProxyContext, index: number, text: string): Format | undefined {
  const parsed = parseFormat(text, scopeOf(context, "log"), index);
  tellTroubles(context, parsed.troubles);
  if (parsed.kind === "bad") return undefined;
  keepReferences(context, parsed.value.references, index);
  return parsed.value;
}

function readLogFormat(context: ProxyContext): void {
  const text = neededFormat(context, 'log-format "%ci:%cp %ST %HU"');
  const format = text === undefined ? undefined : readLineFormat(context, 1, text);
  if (!format) return;
  context.proxy.logLine = format;
  context.proxy.logFormatPlace = context.place(0);
}

function readErrorFormat(context: ProxyContext): void {
  const text = neededFormat(context, 'error-log-format "%ci:%cp %ts %ST"');
  const format = text === undefined ? undefined : readLineFormat(context, 1, text);
  if (format) context.proxy.errorLine = format;
}

/** It is for targets of `format rfc5424`. */
function readStructured(context: ProxyContext): void {
  const text = neededFormat(context, 'log-format-sd "[exampleSDID@1234 status=%ST]"');
  if (text === undefined || !readLineFormat(context, 1, text)) return;
  context.report.note(context.place(0), {
    fr: "Sans cible de format rfc5424, rien n'est écrit de ce format.",
    en: "Without a target of format rfc5424, nothing of this format is written.",
  });
}

function readUniqueId(context: ProxyContext): void {
  const text = neededFormat(context, "unique-id-format %[uuid()]");
  if (text === undefined) return;
  const parsed = parseFormat(text, scopeOf(context), 1);
  tellTroubles(context, parsed.troubles);
  if (parsed.kind === "good") context.proxy.uniqueId = { ...context.proxy.uniqueId, format: parsed.value };
}

function readUniqueIdHeader(context: ProxyContext): void {
  const header = neededFormat(context, "unique-id-header X-Unique-ID");
  if (header !== undefined)
    context.proxy.uniqueId = { ...context.proxy.uniqueId, header: header.toLowerCase() };
}

function neededFormat(context: ProxyContext, example: string): string | undefined {
  const text = wordAt(context, 1);
  if (text !== "" && context.words.length === 2) return text;
  refuse(context, text === "" ? 1 : 2, "ERR_CONFIG_SYNTAX", {
    fr: `"${wordAt(context, 0)}" attend un seul mot, entre guillemets s'il a des espaces : ${example}`,
    en: `"${wordAt(context, 0)}" expects a single word, in quotes if it has blanks: ${example}`,
  });
  return undefined;
}
