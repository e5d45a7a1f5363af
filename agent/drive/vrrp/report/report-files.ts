import { messageOf } from "../../../base/message-of.ts";
import type { VrrpLog } from "../log.ts";
import { dataText } from "./data-text.ts";
import { writeDump } from "./dump-file.ts";
import { jsonText } from "./json-text.ts";
import type { Ledger } from "./ledger.ts";
import { statsText } from "./stats-text.ts";

const reports = {
  DATA: { file: "/tmp/keepalived.data", text: dataText, line: "Printing VRRP data" },
  STATS: { file: "/tmp/keepalived.stats", text: statsText, line: "Printing VRRP stats" },
  STATS_CLEAR: { file: "/tmp/keepalived.stats", text: statsText, line: "Printing and clearing VRRP stats" },
  JSON: { file: "/tmp/keepalived.json", text: jsonText, line: "Printing VRRP as json" },
} as const;

/** Answers a signal with the file that the original writes. A file that cannot be written is logged. */
export function writeReport(kind: keyof typeof reports, ledger: Ledger, log: VrrpLog): void {
  const { file, text, line } = reports[kind];
  log.info(`${line} for process(${process.pid}) on signal`);
  try {
    writeDump(file, text(ledger.view()));
    if (kind === "STATS_CLEAR") ledger.clear();
  } catch (error) {
    log.warning(`${file} cannot be written: ${messageOf(error)}`);
  }
}
