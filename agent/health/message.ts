import { type CheckResult, checkWords } from "./result.ts";

/** As HAProxy: 128 bytes with the zero at the end. */
const maximumInfo = 127;

interface Subject {
  readonly backend: string;
  readonly server: string;
  readonly backup: boolean;
}

export interface SideNews extends Subject {
  readonly up: boolean;
  /** Servers that can be chosen after the change. */
  readonly active: number;
  readonly backups: number;
  /** Sessions that the server has now. */
  readonly sessions: number;
  readonly queued: number;
}

interface Outcome {
  readonly result: CheckResult;
  readonly durationMs: number;
}

/** HAProxy's line for a server that changed sides: people's alerts look for these words. */
export function changeMessage(news: SideNews & Outcome): string {
  return `${headOf(news)} is ${news.up ? "UP" : "DOWN"}, ${reasonOf(news)}. ${countsOf(news)}`;
}

/** The same, where the reason has been told already. */
export function briefMessage(news: SideNews): string {
  return `${headOf(news)} is ${news.up ? "UP" : "DOWN"}. ${countsOf(news)}`;
}

/** The same for one that follows another (`track`). */
export function trackMessage(news: SideNews & { readonly via: string }): string {
  return `${headOf(news)} is ${news.up ? "UP" : "DOWN"} via ${news.via}. ${countsOf(news)}`;
}

/** `http-check disable-on-404`: it answers, and wants no new visitors; or wants them again. */
export function leavingMessage(news: SideNews & Outcome): string {
  return `${headOf(news)} is ${news.up ? "UP" : "stopping"}, ${reasonOf(news)}. ${countsOf({ ...news, up: true })}`;
}

/** What a state file says of a server that begins otherwise. */
export function reloadMessage(news: SideNews, how: "down" | "leaving"): string {
  const leaving = how === "leaving";
  const what = leaving ? "stopping" : "DOWN";
  return `${headOf(news)} is ${what}, changed from server-state after a reload. ${countsOf({ ...news, up: leaving })}`;
}

/** `option log-health-checks`. */
export function checkMessage(
  news: Subject & Outcome & { readonly health: number; readonly rise: number; readonly fall: number },
): string {
  const { health, rise, fall, result } = news;
  const conditional = result.status === "l7-conditional";
  const how = !result.passed ? "failed" : conditional ? "conditionally succeeded" : "succeeded";
  const status = health >= rise ? `${health - rise + 1}/${fall} UP` : `${health}/${rise} DOWN`;
  const who = `${news.backup ? "backup " : ""}server ${news.backend}/${news.server}`;
  return `Health check for ${who} ${how}, ${reasonOf(news)}, status: ${status}.`;
}

/** The same with another reason. */
export function sidesMessage(news: SideNews, what: string): string {
  return `${headOf(news)} ${what}. ${countsOf(news)}`;
}

function headOf({ backup, backend, server }: Subject): string {
  return `${backup ? "Backup " : ""}Server ${backend}/${server}`;
}

function reasonOf({ result, durationMs }: Outcome): string {
  const code = result.code === undefined ? "" : `, code: ${result.code}`;
  const info = result.info ? `, info: "${readable(result.info)}"` : "";
  // What the traffic has shown took no time.
  const duration = result.status === "traffic" ? "" : `, check duration: ${Math.floor(durationMs)}ms`;
  return `reason: ${checkWords[result.status]}${code}${info}${duration}`;
}

function countsOf(news: SideNews): string {
  const running = news.active === 0 && news.backups > 0 ? " Running on backup." : "";
  const left = `${news.active} active and ${news.backups} backup servers ${news.up ? "online" : "left"}.${running}`;
  const sessions = news.up
    ? "0 sessions requeued, 0 total in queue."
    : `${news.sessions} sessions active, 0 requeued, ${news.queued} remaining in queue.`;
  return `${left} ${sessions}`;
}

/** What a server says of itself goes into logs and onto terminals: cut, and without characters that act there. */
function readable(text: string): string {
  return text.slice(0, maximumInfo).replace(/[^\x20-\x7e]/g, (character) => {
    return `<${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}>`;
  });
}

/** HAProxy calls a `listen` section a proxy. */
export function emptyMessage(section: "backend" | "listen", name: string): string {
  return `${section === "listen" ? "proxy" : "backend"} ${name} has no server available!`;
}
