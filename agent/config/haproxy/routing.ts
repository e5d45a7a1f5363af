import type { Condition } from "../../acl/condition.ts";
import { parseFormat } from "../../rule/format.ts";
import { readRedirect } from "../../rule/redirect.ts";
import { readAcl } from "./acl.ts";
import { captureKeywords } from "./capture.ts";
import { keepReferences, readCondition, scopeOf, tellTroubles } from "./condition.ts";
import { endsAt, type Keyword, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { logFormatKeywords } from "./log-format.ts";
import { ruleKeywords } from "./rule-line.ts";
import { warnOrder } from "./rule-order.ts";
import { readStickTable } from "./stick-table.ts";

/** The keywords that decide where a request goes, and what becomes of it [T]. */
export const routingKeywords: readonly Keyword<ProxyContext>[] = [
  { name: "acl", read: readAcl },
  ...ruleKeywords,
  ...captureKeywords,
  ...logFormatKeywords,
  { name: "redirect", read: readRedirectRule },
  { name: "stick-table", read: readStickTable },
  { name: "use_backend", side: "front", read: readUseBackend },
  { name: "monitor-uri", side: "front", read: readMonitorUri },
  { name: "monitor", side: "front", read: readMonitor },
];

/** `use_backend NAME [if|unless CONDITION]`; the first line that applies counts. */
function readUseBackend(context: ProxyContext): void {
  const name = wordAt(context, 1);
  if (name === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"use_backend" attend le nom d\'un backend.',
      en: '"use_backend" expects the name of a backend.',
    });
    return;
  }
  const read = readCondition(context, 2, "use_backend");
  if (read.kind === "bad") return;
  if (name.includes("%")) {
    readNamedByFormat(context, name, read.condition);
    return;
  }
  const { condition } = read;
  context.proxy.otherBackends.push({ name, ...context.place(1) });
  context.proxy.routing.routes.push({ backend: name, ...(condition ? { condition } : {}) });
}

/** `use_backend %[req.hdr(host),lower]`: a name that no backend has leads to `default_backend`. */
function readNamedByFormat(context: ProxyContext, name: string, condition: Condition | undefined): void {
  const parsed = parseFormat(name, scopeOf(context), 1);
  tellTroubles(context, parsed.troubles);
  if (parsed.kind === "bad") return;
  keepReferences(context, parsed.value.references, 1);
  const route = { backend: undefined, format: parsed.value, ...(condition ? { condition } : {}) };
  context.proxy.routing.routes.push(route);
}

/** `redirect scheme|prefix|location TARGET [OPTIONS] [if|unless CONDITION]`. */
function readRedirectRule(context: ProxyContext): void {
  const { routing } = context.proxy;
  const words = context.words.map(({ text }) => text);
  const read = readRedirect(words, 1, "plain");
  tellTroubles(context, read.troubles);
  if (read.kind === "bad") return;
  const after = readCondition(context, read.value.next, "redirect");
  if (after.kind === "bad") return;
  if (routing.routes.length > 0) warnOrder(context, "redirect", "use_backend");
  routing.places.redirect ??= context.place(0);
  const { condition } = after;
  routing.redirects.push({ action: read.value.action, ...(condition ? { condition } : {}) });
}

/** `monitor-uri PATH`: answered at once, not logged, for those who only ask whether this machine is there. */
function readMonitorUri(context: ProxyContext): void {
  if (!endsAt(context, 2)) return;
  const uri = wordAt(context, 1);
  if (uri !== "") {
    context.proxy.monitorUri = uri;
    return;
  }
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: '"monitor-uri" attend un chemin, par exemple /vivant.',
    en: '"monitor-uri" expects a path, for example /alive.',
  });
}

/** `monitor fail if CONDITION`: the monitor then gets 503. */
function readMonitor(context: ProxyContext): void {
  const word = wordAt(context, 2);
  if (wordAt(context, 1) !== "fail" || (word !== "if" && word !== "unless")) {
    refuse(context, wordAt(context, 1) === "fail" ? 2 : 1, "ERR_CONFIG_SYNTAX", {
      fr: '"monitor" s\'écrit "monitor fail if CONDITION".',
      en: '"monitor" is written "monitor fail if CONDITION".',
    });
    return;
  }
  const read = readCondition(context, 2, "monitor fail");
  if (read.kind === "good" && read.condition) context.proxy.routing.monitorFails.push(read.condition);
}
