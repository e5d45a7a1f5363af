import { haproxyRules } from "../../lint/haproxy/index.ts";
import type { ContentRules } from "../../rule/content.ts";
import { externalOf, scriptOf } from "./check/script.ts";
import type {
  Backend,
  Balance,
  BindAddress,
  Frontend,
  HaproxyConfig,
  LogTarget,
  RuleSet,
  Timeouts,
} from "./config.ts";
import type { FileDraft, ProxyDraft } from "./draft.ts";
import { errorFilesOf } from "./error-reply.ts";
import { keepAliveOf } from "./keep-alive.ts";
import { nameCasesOf } from "./name-case.ts";
import { peersOf } from "./peers.ts";
import type { Report } from "./report.ts";
import { serverOf } from "./server-resolve.ts";
import { tablesOf } from "./stick-table.ts";

/** Makes the configuration of what was read, and judges what only the whole file shows. */
export function resolve(draft: FileDraft, report: Report): HaproxyConfig {
  for (const rule of haproxyRules) rule.find(draft, report);
  const {
    tlsDefaults: _,
    serverTlsDefaults: _______,
    certificateFolder: __,
    authorityFolder: ___,
    zeroWarning: ____,
    defaultPath: _____,
    unixBind: ______,
    ...global
  } = draft.global;
  // As the original numbers its proxies: 1 is the statistics socket's.
  const idOf = (proxy: ProxyDraft): number => proxy.id ?? draft.proxies.indexOf(proxy) + 2;
  const serving = draft.proxies.filter(({ disabled }) => !disabled);
  return {
    global,
    frontends: serving
      .filter((proxy) => proxy.kind !== "backend")
      .map((proxy) => ({ id: idOf(proxy), ...frontend(proxy, draft) })),
    backends: draft.proxies
      .filter((proxy) => proxy.kind !== "frontend")
      .map((proxy) => ({ id: idOf(proxy), ...backend(proxy, draft) })),
    tables: tablesOf(draft),
    peers: peersOf(draft),
    resolvers: draft.resolvers.map(({ file: _file, line: _line, column: _column, ...section }) => section),
    replies: Object.fromEntries(draft.replies),
    patterns: draft.patterns,
    needs: draft.needs,
  };
}

/** A time of 0 means: none. */
function given(timeouts: Timeouts): Timeouts {
  return Object.fromEntries(Object.entries(timeouts).filter(([, ms]) => ms !== 0));
}

function logsOf(proxy: ProxyDraft, { logs, logTag, logHost }: FileDraft["global"]): readonly LogTarget[] {
  const tag = proxy.logTag ?? logTag;
  return [...(proxy.logsToGlobal ? logs : []), ...proxy.logs].map((target) => ({
    ...target,
    ...(tag === undefined ? {} : { tag }),
    ...(logHost === undefined ? {} : { host: logHost }),
  }));
}

function frontend(proxy: ProxyDraft, draft: FileDraft): Omit<Frontend, "id"> {
  const logs = logsOf(proxy, draft.global);
  const format = proxy.mode === "tcp" && proxy.logFormat === "http" ? "tcp" : proxy.logFormat;
  const ownBackend = proxy.kind === "listen" ? proxy.name : undefined;
  const target = proxy.defaultBackend?.name ?? ownBackend;
  return {
    name: proxy.name,
    mode: proxy.mode,
    rules: rulesOf(proxy),
    routes: proxy.routing.routes,
    ...(proxy.monitorUri === undefined || proxy.mode === "tcp"
      ? {}
      : { monitor: { uri: proxy.monitorUri, fails: proxy.routing.monitorFails } }),
    binds: proxy.binds.map((bind) => bindOf(bind, proxy)),
    ...nameCasesOf(proxy, draft, "client"),
    ...(target === undefined ? {} : { defaultBackend: target }),
    timeouts: given(proxy.timeouts),
    logs,
    logFormat: logs.length === 0 ? "none" : format,
    options: proxy.switches,
    ...(proxy.compression ? { compression: proxy.compression } : {}),
    ...extrasOf(proxy),
    dontLogNull: proxy.switches.has("dontlognull"),
    forwardFor: proxy.mode === "http" && proxy.switches.has("forwardfor"),
    ...(Object.keys(proxy.forwarding).length > 0 ? { forwarding: proxy.forwarding } : {}),
    httpConnectionMode: proxy.connectionMode,
    ...(proxy.maxConnections === undefined ? {} : { maxConnections: proxy.maxConnections }),
    errorFiles: errorFilesOf(proxy, draft),
    ...(proxy.stats && proxy.mode === "http" ? { stats: proxy.stats.page } : {}),
  };
}

/** With what the section says of all of its sockets. */
function bindOf(bind: BindAddress, proxy: ProxyDraft): BindAddress {
  const keepAlive = keepAliveOf(proxy, "client");
  if (proxy.backlog === undefined && !keepAlive) return bind;
  const { backlog } = proxy;
  const own = { ...(backlog === undefined ? {} : { backlog }), ...(keepAlive ? { keepAlive } : {}) };
  return { ...bind, socket: { ...own, ...bind.socket } };
}

/** What the log line has beyond the usual, and what is kept for it. */
function extrasOf({ logLine, errorLine, uniqueId, routing }: ProxyDraft): Partial<Frontend> {
  const { captures, captureCookie: cookie } = routing;
  const some = captures.request.length + captures.response.length > 0 || cookie !== undefined;
  return {
    ...(logLine ? { logLine } : {}),
    ...(errorLine ? { errorLine } : {}),
    ...(uniqueId ? { uniqueId } : {}),
    ...(some ? { captures: { ...captures, ...(cookie ? { cookie } : {}) } } : {}),
  };
}

function backend(proxy: ProxyDraft, draft: FileDraft): Omit<Backend, "id"> {
  const keepAlive = keepAliveOf(proxy, "server");
  const check = scriptOf(proxy.check);
  return {
    name: proxy.name,
    section: proxy.kind === "listen" ? "listen" : "backend",
    mode: proxy.mode,
    rules: rulesOf(proxy),
    balance: balanceOf(proxy),
    hashType: proxy.hashType,
    timeouts: given(proxy.timeouts),
    logs: logsOf(proxy, draft.global),
    forwardFor: proxy.mode === "http" && proxy.switches.has("forwardfor"),
    ...(Object.keys(proxy.forwarding).length > 0 ? { forwarding: proxy.forwarding } : {}),
    httpConnectionMode: proxy.connectionMode,
    ...(check ? { check } : {}),
    ...externalOf(proxy.check),
    ...(proxy.stateFrom ? { stateFrom: proxy.stateFrom } : {}),
    ...(proxy.stateFile === undefined ? {} : { stateFile: proxy.stateFile }),
    retries: proxy.retries,
    ...(proxy.retryOn ? { retryOn: proxy.retryOn } : {}),
    ...(proxy.compression ? { compression: proxy.compression } : {}),
    ...nameCasesOf(proxy, draft, "server"),
    ...(proxy.nameHeader === undefined ? {} : { nameHeader: proxy.nameHeader }),
    ...(keepAlive ? { keepAlive } : {}),
    ...(proxy.httpReuse ? { httpReuse: proxy.httpReuse } : {}),
    options: proxy.switches,
    redispatch: proxy.switches.has("redispatch"),
    ...(proxy.redispatchEvery === -1 ? {} : { redispatchEvery: proxy.redispatchEvery }),
    ...(proxy.switches.has("log-health-checks") ? { logHealthChecks: true as const } : {}),
    ...persistOf(proxy),
    ...(proxy.fullConnections === undefined ? {} : { fullConnections: proxy.fullConnections }),
    allBackups: proxy.switches.has("allbackups"),
    servers: (proxy.disabled ? [] : proxy.servers).map((server) =>
      serverOf(
        proxy.source === undefined ? server : { source: proxy.source, ...server },
        proxy.name,
        draft.global.serverTlsDefaults,
      ),
    ),
    errorFiles: errorFilesOf(proxy, draft),
    ...(proxy.stats && proxy.mode === "http" ? { stats: proxy.stats.page } : {}),
  };
}

function rulesOf({ mode, routing }: ProxyDraft): RuleSet {
  const { rules, delays } = routing;
  const tcp = {
    connection: rules["tcp-request connection"],
    session: rules["tcp-request session"],
    ...contentOf("content", rules["tcp-request content"], delays["tcp-request"]),
    ...contentOf("answerContent", rules["tcp-response content"], delays["tcp-response"]),
  };
  return mode === "tcp"
    ? { ...tcp, httpRequest: [], redirect: [] }
    : {
        ...tcp,
        httpRequest: rules["http-request"],
        httpResponse: rules["http-response"],
        httpAfterResponse: rules["http-after-response"],
        redirect: routing.redirects,
      };
}

function contentOf<Key extends string>(
  key: Key,
  rules: ContentRules["rules"],
  delayMs: number | undefined,
): Partial<Record<Key, ContentRules>> {
  return rules.length === 0 ? {} : ({ [key]: { rules, delayMs } } as Record<Key, ContentRules>);
}

/** What asks for a request is not possible in `mode tcp`. */
function balanceOf({ mode, balance }: ProxyDraft): Balance {
  const needsRequest = ["uri", "url_param", "hdr"].includes(balance.algorithm);
  return mode === "tcp" && needsRequest ? { algorithm: "roundrobin" } : balance;
}

/** What asks for a request is not possible in `mode tcp`. */
function persistOf({
  mode,
  cookie,
  dynamicKey,
  persistRules,
  useServer,
  stickRules,
  switches,
}: ProxyDraft): Pick<Backend, "persist"> {
  const inHttp = mode === "http" && cookie !== undefined;
  if (!inHttp && useServer.length === 0 && stickRules.length === 0) return {};
  return {
    persist: {
      ...(inHttp ? { cookie } : {}),
      ...(cookie?.dynamic && dynamicKey !== undefined ? { dynamicKey } : {}),
      rules: persistRules,
      useServer,
      ...(stickRules.length > 0 ? { stick: stickRules } : {}),
      always: switches.has("persist"),
    },
  };
}
