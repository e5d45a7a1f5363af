import { type Condition, evaluate } from "../acl/condition.ts";
import type { BackendView, RequestView } from "../acl/view.ts";
import type { World } from "../acl/world.ts";
import type { Backend, Frontend, Route } from "../config/haproxy/config.ts";
import { builtinReply } from "../http/error-reply.ts";
import { captureRequest } from "../rule/capture.ts";
import { addForwarded } from "../rule/forward.ts";
import { dropHeaders, editRequest } from "../rule/message.ts";
import { applyRules, type Ending, type Outcome } from "../rule/rule.ts";
import { countRequest } from "../rule/tally.ts";
import { isForStats } from "../stats/answer.ts";
import type { StatsView } from "../stats/view.ts";
import { type Answer, answerOf } from "./answer.ts";
import type { BackendState } from "./backend-state.ts";
import { replyOf, type SessionSettings, settingsOf } from "./settings.ts";
import type { StatsWish } from "./stats-visit.ts";

/** `use_backend`, and where it leads; undefined: to `default_backend`. */
interface FrontRoute {
  readonly condition?: Condition;
  readonly to: (view: RequestView) => SessionSettings | undefined;
}

type Section = Pick<Frontend, "name" | "rules" | "stats" | "forwarding">;

/** A frontend with everywhere that its requests may go: made once. */
export interface Front {
  readonly frontend: Frontend;
  /** What the statistics page shows. */
  readonly stats: () => StatsView;
  /** As long as no backend is chosen. */
  readonly own: SessionSettings;
  readonly routes: readonly FrontRoute[];
  /** `default_backend`; without one, `own`. */
  readonly fallback: SessionSettings;
  /** While the daemon ends softly, each connection closes behind its response. */
  readonly drain: { active: boolean };
  readonly backend: (name: string) => BackendView | undefined;
  /** All requests go to `fallback` as they came: nothing is to be decided. */
  readonly isPlain: boolean;
  /** What the rules ask the process for. */
  readonly world?: World;
}

function routeTo(
  { backend, format, condition }: Route,
  settingsOf: (name: string | undefined) => SessionSettings,
  isKnown: (name: string) => boolean,
): FrontRoute {
  const own = condition ? { condition } : {};
  if (!format) {
    const settings = settingsOf(backend);
    return { ...own, to: () => settings };
  }
  // Made once for each name that comes up.
  const made = new Map<string, SessionSettings>();
  const to = (view: RequestView): SessionSettings | undefined => {
    const name = format.fill(view);
    if (!isKnown(name)) return undefined;
    const settings = made.get(name) ?? settingsOf(name);
    made.set(name, settings);
    return settings;
  };
  return { ...own, to };
}

export function frontOf(
  frontend: Frontend,
  backends: readonly BackendState[],
  files: ReadonlyMap<string, string>,
  { stats, world }: { readonly stats: () => StatsView; readonly world?: World },
): Front {
  const drain = { active: false };
  const states = new Map(backends.map((state) => [state.config.name, state]));
  const settings = (name: string | undefined): SessionSettings =>
    settingsOf(frontend, name === undefined ? undefined : states.get(name), files, drain);
  const fallback = settings(frontend.defaultBackend);
  return {
    frontend,
    stats,
    own: settings(undefined),
    routes: frontend.routes.map((route) => routeTo(route, settings, (name) => states.has(name))),
    fallback,
    isPlain: isPlainFrontend(frontend) && isPlainBackend(fallback),
    drain,
    backend: (name) => states.get(name)?.view,
    ...(world ? { world } : {}),
  };
}

/** The rules cannot go on before more of the request's body is here. */
export interface WaitingVerdict {
  readonly kind: "waiting";
  readonly settings: SessionSettings;
  readonly view: RequestView;
  /** Of a rule; else `timeout http-request` counts. */
  readonly limitMs?: number;
  readonly atLeastBytes: number;
  readonly goOn: () => Verdict | WaitingVerdict;
}

function isPlainFrontend(frontend: Frontend): boolean {
  const { uniqueId, captures, monitor, routes } = frontend;
  return isPlain(frontend) && !uniqueId && !captures && !monitor && routes.length === 0;
}

function isPlainBackend({ backend, buffers }: SessionSettings): boolean {
  return !buffers && (!backend || isPlain(backend.config));
}

/** It has no rules for requests, no page, and tells servers of the client in the plain way, if at all. */
function isPlain({ rules, stats, forwarding }: Section): boolean {
  return !rules.content && rules.httpRequest.length + rules.redirect.length === 0 && !stats && !forwarding;
}

/** What becomes of a request: it is served, as `view` now has it, or answered here. */
export interface Verdict {
  readonly kind?: undefined;
  readonly settings: SessionSettings;
  readonly view: RequestView;
  readonly answer?: Answer;
  /** It is for the statistics page. */
  readonly wish?: StatsWish;
}

/** Where a connection goes, or a request whose frontend's rules have been applied. */
export function routeOf(front: Front, view: RequestView): SessionSettings {
  return front.routes.find(({ condition }) => evaluate(condition, view))?.to(view) ?? front.fallback;
}

/** In HAProxy's order: monitor, the frontend's rules, the choice of the backend, the backend's rules. */
export function decide(front: Front, view: RequestView): Verdict | WaitingVerdict {
  const { frontend, own } = front;
  const { transaction } = view;
  if (transaction) transaction.frontend = frontend.name;
  if (front.isPlain) return plainly(front, view);
  const { format } = frontend.uniqueId ?? {};
  if (transaction && format) transaction.uniqueIdOf = () => format.fill(view);
  if (frontend.captures) captureRequest(frontend.captures, view);
  countRequest(view);
  const monitor = monitorAnswer(front, view);
  if (monitor) return { settings: own, view, answer: monitor };
  return awaitsBody(own, view)
    ? waiting(own, view, wholeBody, () => throughFrontend(front, view, 0))
    : throughFrontend(front, view, 0);
}

const wholeBody = { atLeastBytes: Number.POSITIVE_INFINITY } as const;

/** `option http-buffer-request`, or what asks for it by the way. */
function awaitsBody({ buffers }: SessionSettings, { transaction }: RequestView): boolean {
  return buffers && transaction?.source !== undefined && !transaction.source.body().ready;
}

function waiting(
  settings: SessionSettings,
  view: RequestView,
  { limitMs, atLeastBytes }: { readonly limitMs?: number; readonly atLeastBytes: number },
  goOn: WaitingVerdict["goOn"],
): WaitingVerdict {
  return {
    kind: "waiting",
    settings,
    view,
    ...(limitMs === undefined ? {} : { limitMs }),
    atLeastBytes,
    goOn,
  };
}

/** The frontend's rules from the one at `from` on, and what follows. */
function throughFrontend(front: Front, view: RequestView, from: number): Verdict | WaitingVerdict {
  const { frontend, own } = front;
  const { transaction } = view;
  const first = applySection(frontend, front, view, from);
  if (first.kind === "wait") return waiting(own, view, first, () => throughFrontend(front, view, first.next));
  if (first.kind === "stats") return { settings: own, view, wish: first.wish };
  if (first.kind !== "on") return answered(own, view, first);
  identify(frontend, view);
  const settings = routeOf(front, first.view);
  const backend = settings.backend?.config;
  if (transaction) transaction.backend = backend?.name;
  // A listen section is both halves: its rules have been applied.
  if (!backend || isSame(frontend, backend)) {
    forward([frontend], view);
    return { settings, view: first.view };
  }
  return awaitsBody(settings, view)
    ? waiting(settings, view, wholeBody, () => throughBackend(front, settings, backend, view, 0))
    : throughBackend(front, settings, backend, view, 0);
}

function throughBackend(
  front: Front,
  settings: SessionSettings,
  backend: Backend,
  view: RequestView,
  from: number,
): Verdict | WaitingVerdict {
  const { frontend } = front;
  const second = applySection(backend, front, view, from);
  if (second.kind === "wait")
    return waiting(settings, view, second, () => throughBackend(front, settings, backend, view, second.next));
  if (second.kind === "stats") return { settings, view, wish: second.wish };
  forward([frontend, backend], view);
  return second.kind === "on" ? { settings, view: second.view } : answered(settings, view, second);
}

function plainly({ fallback }: Front, view: RequestView): Verdict {
  if (view.transaction) view.transaction.backend = fallback.backend?.config.name;
  countRequest(view);
  return { settings: fallback, view };
}

/** Both are halves of one `listen`. */
export function isSame(frontend: Frontend, { section, name }: Backend): boolean {
  return section === "listen" && name === frontend.name;
}

/** Headers that tell the server of the client, beyond the plain X-Forwarded-For. */
function forward(sections: readonly Section[], view: RequestView): void {
  if (!sections.some(({ forwarding }) => forwarding)) return;
  for (const kind of ["client", "local"] as const) {
    if (sections.some(({ forwarding }) => forwarding?.[kind])) {
      addForwarded(
        sections.map(({ forwarding }) => forwarding?.[kind]),
        kind,
        view,
      );
    }
  }
}

/** Gives the request its number, in a header if so wanted. */
function identify({ uniqueId }: Frontend, view: RequestView): void {
  const { transaction } = view;
  if (!uniqueId?.format || !transaction) return;
  const value = transaction.identify() ?? "";
  const name = uniqueId.header;
  const head = name === undefined ? undefined : editRequest(view);
  if (name === undefined || !head) return;
  dropHeaders(head.headers, (header) => header.name === name);
  head.headers.push({ name, value });
}

/** The page stands between the rules and the redirections, as with the original. */
function applySection(
  { name, rules, stats }: Section,
  front: Front,
  view: RequestView,
  from: number,
): Outcome | { readonly kind: "stats"; readonly wish: StatsWish } {
  const content = rules.content && from === 0 ? applyRules(rules.content.rules, view) : undefined;
  if (content && content.kind !== "on") return content;
  const outcome = applyRules(rules.httpRequest, view, from);
  if (outcome.kind !== "on") return outcome;
  // The head is made text when it is asked for: not without need.
  const head = stats && outcome.view.head;
  if (!head || !isForStats(head, stats)) return applyRules(rules.redirect, outcome.view);
  const admin = stats.adminRules.some((condition) => evaluate(condition, outcome.view));
  return { kind: "stats", wish: { page: stats, proxy: name, admin, view: front.stats } };
}

function answered(settings: SessionSettings, view: RequestView, outcome: Ending): Verdict {
  return { settings, view, answer: answerOf(outcome, settings, "R") };
}

/** Whoever asks whether this machine is there is not a visitor: no line in the log. */
function monitorAnswer({ frontend, own }: Front, view: RequestView): Answer | undefined {
  const { monitor } = frontend;
  if (monitor === undefined || view.head?.target !== monitor.uri) return undefined;
  const fails = monitor.fails.some((condition) => evaluate(condition, view));
  const text = fails ? replyOf(own, 503) : builtinReply(200);
  return { status: fails ? 503 : 200, text, termination: "LR", logged: false };
}
