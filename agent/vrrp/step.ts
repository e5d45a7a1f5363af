import type { Step, VrrpAction, VrrpSettings, VrrpState } from "./state.ts";

/** The result of an event. */
export function step(state: VrrpState, actions: readonly VrrpAction[] = []): Step {
  return { state, actions };
}

/** A log line of this instance, in the original's wording: `(VI_1) Entering MASTER STATE`. */
export function log(
  settings: VrrpSettings,
  message: string,
  level: Extract<VrrpAction, { readonly kind: "log" }>["level"] = "info",
): VrrpAction {
  return { kind: "log", level, message: `(${settings.name}) ${message}` };
}
