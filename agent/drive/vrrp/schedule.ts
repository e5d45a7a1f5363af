import { messageOf } from "../../base/message-of.ts";
import type { GlobalDefs } from "../../config/keepalived/config.ts";
import { scheduleAlone, setNice, takeShortTurns } from "../../net/scheduling.ts";
import type { VrrpLog } from "./log.ts";

/** Milliseconds count here, and little is done in each. */
const defaultNice = -20;

/**
 * Runs before others: `vrrp_priority`, `vrrp_rt_priority`. The guardian, which `start` starts, does so too; what is
 * started later, the scripts, does not. What the file asks for and the kernel forbids is said; the default is tried only.
 */
export function runFirst<Started>(
  { scheduling }: Pick<GlobalDefs, "scheduling">,
  log: VrrpLog,
  start: () => Started,
): Started {
  const nice = scheduling?.nice ?? defaultNice;
  attempt(() => setNice(nice), scheduling?.nice === undefined ? undefined : log);
  attempt(() => takeShortTurns(nice), undefined);
  const started = start();
  const { realTimePriority } = scheduling ?? {};
  attempt(() => scheduleAlone(realTimePriority), realTimePriority === undefined ? undefined : log);
  return started;
}

function attempt(act: () => void, log: VrrpLog | undefined): void {
  try {
    act();
  } catch (error) {
    log?.warning(`The priority of this process stays as it is: ${messageOf(error)}`);
  }
}
