import { flowActions } from "./action/flow.ts";
import { headerActions } from "./action/header.ts";
import { pathActions } from "./action/path.ts";
import type { ActionKind } from "./rule.ts";

/** `http-request ACTION` [T]. */
export const actions: readonly ActionKind[] = [...flowActions, ...headerActions, ...pathActions];

/** Those that the original knows besides. */
export const otherActions: readonly string[] =
  `add-acl auth cache-use capture del-acl del-map disable-l7-retry do-resolve early-hint normalize-uri ot-group
  reject replace-header replace-path replace-pathq replace-uri replace-value return sc-inc-gpc sc-inc-gpc0 sc-inc-gpc1
  sc-set-gpt sc-set-gpt0 send-spoe-group set-dst set-dst-port set-log-level set-map set-mark set-method set-nice
  set-pathq set-priority-class set-priority-offset set-query set-src set-src-port set-timeout set-tos set-uri
  set-var set-var-fmt silent-drop strict-mode tarpit track-sc0 track-sc1 track-sc2 unset-var use-service
  wait-for-body wait-for-handshake`.split(/\s+/);
