import type { Step, VrrpAction, VrrpSettings, VrrpState } from "./state.ts";
import { log, step } from "./step.ts";

/** Each kind of trouble is logged at most twice an interval: the adverts of one neighbour are, a storm is not. */
export function tell(
  state: VrrpState,
  kind: keyof VrrpState["toldAtMs"],
  detail: string,
  settings: VrrpSettings,
  nowMs: number,
  level?: Parameters<typeof log>[2],
): Step {
  const toldAtMs = state.toldAtMs[kind] ?? Number.NEGATIVE_INFINITY;
  if (detail === "" || nowMs - toldAtMs < settings.advertMs / 2) return step(state);
  const line: VrrpAction = log(settings, detail, level ?? "warning");
  return step({ ...state, toldAtMs: { ...state.toldAtMs, [kind]: nowMs } }, [line]);
}
