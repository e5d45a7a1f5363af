import type { Compression } from "../compress/choose.ts";
import type { Backend, Frontend } from "../config/haproxy/config.ts";
import { builtinReply } from "../http/error-reply.ts";
import type { ResponseRules } from "../rule/response.ts";
import type { BackendState } from "./backend-state.ts";

/** What an exchange needs to know: made once for each frontend and backend that it may go to. */
export interface SessionSettings {
  readonly frontend: Frontend;
  /** Undefined: no backend is chosen, or there is none to choose; such a request gets 503. */
  readonly backend: BackendState | undefined;
  readonly connectionMode: "keep-alive" | "server-close" | "close";
  readonly forwardFor: boolean;
  /** Which requests of a client may use a server connection that others have used: `http-reuse`. */
  readonly mayShare: "never" | "later" | "always";
  /** `option http-pretend-keepalive`: a server is not told that its connection will be closed. */
  readonly pretendsKeepAlive: boolean;
  /** `option http-buffer-request`: a server is asked when the request's body is here. */
  readonly buffers: boolean;
  /** Whole replies by status, read from `errorfile`; an empty one closes without a word. */
  readonly replies: ReadonlyMap<number, string>;
  /** While the daemon ends softly, each connection closes behind its response. */
  readonly drain: { active: boolean };
  /** `http-response` of the backend, then of the frontend; undefined: there are none. */
  readonly responseRules: readonly ResponseRules[] | undefined;
  /** `http-after-response`: also on replies of ours. */
  readonly afterRules: readonly ResponseRules[] | undefined;
  /** Undefined: answers pass as they are. */
  readonly compression: Compression | undefined;
}

/** Of `aggressive` the safe part: the first request of a client opens a connection of its own. */
const sharing = { never: "never", safe: "later", aggressive: "later", always: "always" } as const;
const rank = ["keep-alive", "server-close", "close"] as const;

/** A frontend with its backend: the stricter connection mode of the two counts. */
export function settingsOf(
  frontend: Frontend,
  backend: BackendState | undefined,
  files: ReadonlyMap<string, string>,
  drain: SessionSettings["drain"],
): SessionSettings {
  const modes = [frontend.httpConnectionMode, backend?.config.httpConnectionMode ?? "keep-alive"];
  const connectionMode = rank.findLast((mode) => modes.includes(mode)) ?? "keep-alive";
  const names = { ...frontend.errorFiles, ...backend?.config.errorFiles };
  const replies = new Map<number, string>();
  for (const [status, file] of Object.entries(names)) replies.set(Number(status), files.get(file) ?? "");
  // With words behind it the rules do it.
  const special = frontend.forwarding?.client ?? backend?.config.forwarding?.client;
  const forwardFor = !special && (frontend.forwardFor || (backend?.config.forwardFor ?? false));
  const sections = backend ? [backend.config.rules, frontend.rules] : [frontend.rules];
  const balance = backend?.config.balance;
  const content = backend?.config.rules.answerContent?.rules;
  const responseRules = rulesOf([content, ...sections.map(({ httpResponse }) => httpResponse)]);
  const afterRules = rulesOf(sections.map(({ httpAfterResponse }) => httpAfterResponse));
  return {
    ...{ frontend, backend, connectionMode, forwardFor, replies, drain, responseRules, afterRules },
    compression: compressionOf(frontend, backend?.config),
    mayShare: sharing[backend?.config.httpReuse ?? "safe"],
    pretendsKeepAlive: backend?.config.options?.has("http-pretend-keepalive") ?? false,
    buffers:
      [frontend, backend?.config].some((half) => half?.options?.has("http-buffer-request")) ||
      (balance?.algorithm === "url_param" && balance.checksPost === true),
  };
}

/** The backend's word counts, where it has one. */
function compressionOf(frontend: Frontend, backend: Backend | undefined): Compression | undefined {
  const halves = [backend?.compression, frontend.compression];
  const chosen = (name: "algorithms" | "types"): readonly string[] =>
    halves.find((half) => half && half[name].length > 0)?.[name] ?? [];
  const algorithms = chosen("algorithms") as Compression["algorithms"];
  if (algorithms.length === 0) return undefined;
  return { algorithms, types: chosen("types"), offload: halves.some((half) => half?.offload) };
}

/** The two halves of a `listen` have the same: they count once. */
function rulesOf(lists: readonly (ResponseRules | undefined)[]): readonly ResponseRules[] | undefined {
  const some = [...new Set(lists)].flatMap((rules) => (rules && rules.length > 0 ? [rules] : []));
  return some.length > 0 ? some : undefined;
}

/** The reply that a status gets: the errorfile's, or the built-in one. */
export function replyOf(settings: SessionSettings, status: number): string {
  return settings.replies.get(status) ?? builtinReply(status);
}
