import { bodyActions } from "./action/body.ts";
import { captureActions } from "./action/capture.ts";
import { flowActions } from "./action/flow.ts";
import { headerActions } from "./action/header.ts";
import { otherActions } from "./action/other.ts";
import { pathActions } from "./action/path.ts";
import { serviceActions } from "./action/service.ts";
import { trackActions } from "./action/track.ts";
import { variableActions } from "./action/variable.ts";
import type { ActionKind } from "./rule.ts";

/** What a rule may do [T]. */
export const actions: readonly ActionKind[] = [
  ...flowActions,
  ...headerActions,
  ...pathActions,
  ...variableActions,
  ...trackActions,
  ...captureActions,
  ...otherActions,
  ...bodyActions,
  ...serviceActions,
];

/** Those that the original knows besides. */
export const actionsStillToCome: readonly string[] =
  `cache-store cache-use disable-l7-retry do-resolve early-hint expect-netscaler-cip expect-proxy normalize-uri
  ot-group send-spoe-group set-bandwidth-limit set-timeout strict-mode
  switch-mode wait-for-body wait-for-handshake`.split(/\s+/);
