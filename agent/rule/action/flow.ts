import { fatal, good, type Parsed } from "../../acl/trouble.ts";
import { readRedirect } from "../redirect.ts";
import { readReply } from "../reply.ts";
import type { Action, ActionKind, ActionLine, ReadAction, RulePlace } from "../rule.ts";

const requestPlaces: readonly RulePlace[] = ["http-request", "http-response"];
const tcpPlaces: readonly RulePlace[] = [
  "tcp-request connection",
  "tcp-request session",
  "tcp-request content",
  "tcp-response content",
];

const stop: Action = () => ({ kind: "stop" });

/** Actions that end the rules. */
export const flowActions: readonly ActionKind[] = [
  ending("allow", ["http-request", "http-response", "http-after-response"], stop),
  ending("accept", tcpPlaces, stop),
  ending("reject", ["http-request", ...tcpPlaces], () => ({ kind: "drop", silent: false })),
  ending("close", ["tcp-response content"], () => ({ kind: "drop", silent: false, passes: true })),
  {
    name: "silent-drop",
    places: [...requestPlaces, ...tcpPlaces],
    read: ({ at, words }) => {
      // How many hops the reset may travel makes no difference here.
      const next = words[at] === "rst-ttl" ? at + 2 : at;
      return good({ action: () => ({ kind: "drop", silent: true }), next, final: true });
    },
  },
  { name: "deny", places: requestPlaces, read: readDeny },
  { name: "tarpit", places: ["http-request"], read: readTarpit },
  { name: "return", places: requestPlaces, read: readReturn },
  { name: "auth", places: ["http-request"], read: readAuth },
  {
    name: "redirect",
    places: requestPlaces,
    read: ({ words, at, scope }) => readRedirect(words, at, { scope }),
  },
];

function ending(name: string, places: readonly RulePlace[], action: Action): ActionKind {
  return { name, places, read: ({ at }) => good({ action, next: at, final: true }) };
}

/** `deny [deny_status NUMBER]`, or a whole answer; a response that is denied becomes 502. */
function readDeny(line: ActionLine): Parsed<ReadAction> {
  const reply = readReply(line, { status: line.place === "http-response" ? 502 : 403, denies: true });
  if (reply.kind === "bad") return reply;
  const { effect, next, references } = reply.value;
  return good({ action: effect, next, references, final: true });
}

/** The same after `timeout tarpit`. */
function readTarpit(line: ActionLine): Parsed<ReadAction> {
  const reply = readReply(line, { status: 500, denies: true });
  if (reply.kind === "bad") return reply;
  const { effect, next, references } = reply.value;
  return good({ action: (view) => ({ ...effect(view), late: true }), next, references, final: true });
}

function readReturn(line: ActionLine): Parsed<ReadAction> {
  const reply = readReply(line, { status: 200, denies: false });
  if (reply.kind === "bad") return reply;
  const { effect, next, references } = reply.value;
  return good({ action: effect, next, references, final: true });
}

/** `auth [realm NAME]`: asks for a name and a password; the condition says who need not give them. */
function readAuth({ words, at, scope }: ActionLine): Parsed<ReadAction> {
  const named = words[at] === "realm";
  const realm = named ? (words[at + 1] ?? "") : scope.proxy;
  if (realm === "") {
    return fatal(at + 1, "ERR_CONFIG_VALUE", {
      fr: '"realm" attend un nom : "http-request auth realm prive unless { http_auth(users) }".',
      en: '"realm" expects a name: "http-request auth realm private unless { http_auth(users) }".',
    });
  }
  const headers = [{ name: "www-authenticate", value: `Basic realm="${realm}"` }];
  const action: Action = () => ({ kind: "deny", status: 401, headers });
  return good({ action, next: named ? at + 2 : at, final: true });
}
