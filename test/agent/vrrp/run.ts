import { advance, initialState } from "../../../agent/vrrp/machine.ts";
import type { VrrpAction, VrrpEvent, VrrpSettings, VrrpState } from "../../../agent/vrrp/state.ts";

export interface Run {
  /** `3.609 send-advert 100`: what the machine did, and when, in seconds. */
  readonly lines: readonly string[];
  readonly state: VrrpState;
}

export const started: Extract<VrrpEvent, { readonly kind: "start" }> = {
  kind: "start",
  linkUp: true,
  primaryAddress: "192.168.1.11",
};

/** Feeds events at their times (in seconds) and, between them, the machine's own timers, up to `untilS`. */
export function run(
  settings: VrrpSettings,
  events: Readonly<Record<number, VrrpEvent | readonly VrrpEvent[]>>,
  untilS: number,
): Run {
  const lines: string[] = [];
  let state = initialState(settings);
  const feed = (event: VrrpEvent, nowMs: number) => {
    const step = advance(state, event, settings, nowMs);
    state = step.state;
    lines.push(...step.actions.map((action) => `${(nowMs / 1000).toFixed(3)} ${describeAction(action)}`));
  };
  const pending = Object.entries(events).map(([seconds, event]) => ({ atMs: Number(seconds) * 1000, event }));
  pending.sort((a, b) => a.atMs - b.atMs);
  for (const { atMs, event } of [...pending, { atMs: untilS * 1000, event: [] }]) {
    while (state.role.wakeAtMs <= atMs) feed({ kind: "timer" }, state.role.wakeAtMs);
    for (const one of [event].flat() as VrrpEvent[]) feed(one, atMs);
  }
  return { lines, state };
}

function describeAction(action: VrrpAction): string {
  if (action.kind === "send-advert") return `send-advert ${action.priority}`;
  if (action.kind === "notify") return `notify ${action.state} ${action.priority}`;
  if (action.kind === "announce") return `announce ${action.repeat}`;
  return action.kind === "log" ? `log ${action.message}` : action.kind;
}
