import { readBalance } from "./balance.ts";
import { externalCheckKeyword } from "./check/external.ts";
import { readHttpCheck } from "./check/http.ts";
import { readTcpCheck } from "./check/tcp.ts";
import { readBalanceFactor, readHashType } from "./hash-type.ts";
import { readHttpReuse } from "./http-reuse.ts";
import { endsAt, type Keyword, looseNumber, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { persistKeywords } from "./persist.ts";
import { readRetryOn } from "./retry-on.ts";
import { readDefaultServer, readServer, readServerTemplate } from "./server.ts";
import { stateKeywords } from "./server-state.ts";
import { sourceKeyword } from "./source.ts";

/** What `backend` knows beyond the common keywords [T]. */
export const backendKeywords: readonly Keyword<ProxyContext>[] = [
  { name: "balance", side: "back", read: readBalance },
  { name: "hash-type", side: "back", read: readHashType },
  { name: "hash-balance-factor", side: "back", read: readBalanceFactor },
  { name: "server", read: readServer },
  { name: "server-template", side: "back", read: readServerTemplate },
  { name: "default-server", read: readDefaultServer },
  ...persistKeywords,
  sourceKeyword,
  { name: "retries", side: "back", read: readRetries },
  { name: "retry-on", side: "back", read: readRetryOn },
  { name: "http-reuse", side: "back", read: readHttpReuse },
  { name: "http-send-name-header", side: "back", read: readNameHeader },
  { name: "fullconn", side: "back", read: readFullConnections },
  {
    name: "http-check",
    side: "back",
    read: readHttpCheck,
  },
  externalCheckKeyword,
  ...stateKeywords,
  { name: "tcp-check", side: "back", read: readTcpCheck },
];

function readRetries(context: ProxyContext): void {
  if (!endsAt(context, 2)) return;
  if (wordAt(context, 1) === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"retries" attend un nombre de reprises, par exemple 3.',
      en: '"retries" expects a number of new attempts, for example 3.',
    });
    return;
  }
  context.proxy.retries = Math.max(0, looseNumber(context, 1, "retries"));
}

/** `http-send-name-header NAME`. */
function readNameHeader(context: ProxyContext): void {
  const name = wordAt(context, 1);
  if (name !== "") context.proxy.nameHeader = name.toLowerCase();
  else {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"http-send-name-header" attend le nom d\'un en-tête, par exemple X-Server.',
      en: '"http-send-name-header" expects the name of a header, for example X-Server.',
    });
  }
}

/** `fullconn N`: so many sessions of the backend open every server's limit fully. */
function readFullConnections(context: ProxyContext): void {
  if (!endsAt(context, 2)) return;
  if (wordAt(context, 1) === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"fullconn" attend un nombre de sessions, par exemple 1000.',
      en: '"fullconn" expects a number of sessions, for example 1000.',
    });
    return;
  }
  context.proxy.fullConnections = Math.max(0, looseNumber(context, 1, "fullconn"));
}
