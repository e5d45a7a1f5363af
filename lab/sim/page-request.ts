import type { HistoryEvent } from "../history/event.ts";
import { readHead } from "../probe/http-head.ts";
import { roundMs } from "../probe/round.ts";
import type { NeighbourTable } from "./neighbour.ts";
import type { Timeline } from "./timeline.ts";

/** Who asks for pages, and how. */
export interface PageAsker {
  readonly node: string;
  readonly timeline: Timeline;
  readonly vip: string;
  readonly httpDeadlineMs: number;
  /** Asks whoever has that MAC address. */
  readonly request: (mac: string, asked: Asked) => void;
  readonly report: (event: HistoryEvent) => void;
}

/** What becomes of a request. */
export interface Asked {
  /** The connection stands: it is not asked for again. */
  accepted(): void;
  /** The whole response, or "refused". */
  done(text: string): void;
}

/** As the programs in `lab/node`: after the deadline, how long a late answer is waited for. */
export const graceMs = 1000;
/** TCP repeats its first packet after a second. */
const repeatMs = 1000;

/** Asks for a page, and reports what became of it once: the pace of the `http` probe is the caller's. */
export function requestPage(asker: PageAsker, neighbours: NeighbourTable, dueMs: number): void {
  const { httpDeadlineMs, timeline, vip, request, node, report } = asker;
  const sentMs = timeline.nowMs;
  let [open, stands] = [true, false];
  const end = (outcome: object) => {
    if (!open) return;
    open = false;
    timer[Symbol.dispose]();
    const times = { atMs: roundMs(sentMs), dueMs: roundMs(dueMs) };
    report({ ...times, node, kind: "probe", probe: "http", replyMs: null, ...outcome });
  };
  const timer = timeline.at(sentMs + httpDeadlineMs + graceMs, () => end({ error: "deadline" }));
  const asked = {
    accepted: () => {
      stands = true;
    },
    done: (text: string) => end(outcomeOf(text, timeline.nowMs, timeline.nowMs - sentMs > httpDeadlineMs)),
  };
  const attempt = () => {
    if (!open || stands) return;
    neighbours.resolve(vip, (mac) => request(mac, asked));
    timeline.at(timeline.nowMs + repeatMs, attempt);
  };
  attempt();
}

function outcomeOf(text: string, nowMs: number, late: boolean): object {
  if (text === "refused") return { error: "ECONNREFUSED" };
  const head = readHead(text);
  if (head === undefined) return { error: "cut-off" };
  const good = head.status === 200;
  const atMs = roundMs(nowMs);
  return {
    replyMs: good && !late ? atMs : null,
    ...(good && late ? { lateMs: atMs } : {}),
    ...(head.server === undefined ? {} : { by: head.server }),
    status: head.status,
    ...(good ? {} : { error: "status" }),
  };
}
