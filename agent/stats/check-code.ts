import type { CheckStatus } from "../health/result.ts";

/** The short names of check results in `show stat`. */
export const checkCodes: Readonly<Record<CheckStatus, string>> = {
  "l4-ok": "L4OK",
  "l4-timeout": "L4TOUT",
  "l4-connection": "L4CON",
  "socket-error": "SOCKERR",
  "l6-ok": "L6OK",
  "l6-timeout": "L6TOUT",
  "l6-invalid": "L6RSP",
  "l7-ok": "L7OK",
  "l7-conditional": "L7OKC",
  "l7-timeout": "L7TOUT",
  "l7-invalid": "L7RSP",
  "l7-status": "L7STS",
  traffic: "HANA",
  "program-ok": "PROCOK",
  "program-timeout": "PROCTOUT",
  "program-error": "PROCERR",
};
