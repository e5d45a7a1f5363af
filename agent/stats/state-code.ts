import { type CheckStatus, checkWords } from "../health/result.ts";

/** The numbers of check results, as `show servers state` has them and a state file brings them back. */
export const statusCodes = {
  traffic: 3,
  "socket-error": 4,
  "l4-ok": 6,
  "l4-timeout": 7,
  "l4-connection": 8,
  "l6-ok": 9,
  "l6-timeout": 10,
  "l6-invalid": 11,
  "l7-timeout": 13,
  "l7-invalid": 14,
  "l7-ok": 15,
  "l7-conditional": 16,
  "l7-status": 18,
  "program-error": 19,
  "program-timeout": 20,
  "program-ok": 21,
} as const satisfies Readonly<Record<CheckStatus, number>>;

/** Undefined: no check has ended yet. */
export function statusOfCode(code: number): CheckStatus | undefined {
  return (Object.keys(checkWords) as CheckStatus[]).find((status) => statusCodes[status] === code);
}

/** Bits of `srv_admin_state`. */
export const adminBits = { forcedMaintenance: 1, configured: 4, forcedDrain: 8, unresolved: 32 } as const;
