import { type CheckResult, checkWords } from "./result.ts";

/** As HAProxy: 128 bytes with the zero at the end. */
const maximumInfo = 127;

export interface ChangeNews {
  readonly backend: string;
  readonly server: string;
  readonly backup: boolean;
  readonly up: boolean;
  readonly result: CheckResult;
  readonly durationMs: number;
  /** Servers that can be chosen after the change. */
  readonly active: number;
  readonly backups: number;
  /** Sessions that the server has now. */
  readonly sessions: number;
  readonly queued: number;
}

/** HAProxy's line for a server that changed sides: people's alerts look for these words. */
export function changeMessage(news: ChangeNews): string {
  const { result } = news;
  const head = `${news.backup ? "Backup " : ""}Server ${news.backend}/${news.server} is ${news.up ? "UP" : "DOWN"}`;
  const code = result.code === undefined ? "" : `, code: ${result.code}`;
  const info = result.info ? `, info: "${readable(result.info)}"` : "";
  const reason = `reason: ${checkWords[result.status]}${code}${info}, check duration: ${Math.floor(news.durationMs)}ms`;
  const running = news.active === 0 && news.backups > 0 ? " Running on backup." : "";
  const left = `${news.active} active and ${news.backups} backup servers ${news.up ? "online" : "left"}.${running}`;
  const sessions = news.up
    ? "0 sessions requeued, 0 total in queue."
    : `${news.sessions} sessions active, 0 requeued, ${news.queued} remaining in queue.`;
  return `${head}, ${reason}. ${left} ${sessions}`;
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
