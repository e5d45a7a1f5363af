/** How a check ended; the words are HAProxy's, which people's alerts look for. */
export const checkWords = {
  "l4-ok": "Layer4 check passed",
  "l4-timeout": "Layer4 timeout",
  "l4-connection": "Layer4 connection problem",
  "socket-error": "Socket error",
  "l6-ok": "Layer6 check passed",
  "l6-timeout": "Layer6 timeout",
  "l6-invalid": "Layer6 invalid response",
  "l7-ok": "Layer7 check passed",
  "l7-conditional": "Layer7 check conditionally passed",
  "l7-timeout": "Layer7 timeout",
  "l7-invalid": "Layer7 invalid response",
  "l7-status": "Layer7 wrong status",
  traffic: "Health analyze",
  "program-ok": "External check passed",
  "program-timeout": "External check timeout",
  "program-error": "External check error",
} as const;

export type CheckStatus = keyof typeof checkWords;

/** Those that are told with a code. */
export const codedStatuses: ReadonlySet<CheckStatus> = new Set(["l7-ok", "l7-conditional", "l7-status"]);

export interface CheckResult {
  readonly passed: boolean;
  readonly status: CheckStatus;
  /** The HTTP status, where one came. */
  readonly code?: number;
  readonly info?: string;
}
