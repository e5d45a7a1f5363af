import { jsonText } from "../report/json-text.ts";
import type { Ledger } from "../report/ledger.ts";
import { statusText } from "../report/status-text.ts";

/** What is answered: the exit code for whoever asked, and the text. */
export interface ControlAnswer {
  readonly code: number;
  readonly text: string;
}

export interface ControlCommand {
  readonly usage: string;
  readonly doc: string;
  run(ledger: Ledger, words: readonly string[]): ControlAnswer;
}

/** What a running daemon can be asked. */
export const controlCommands: Readonly<Record<string, ControlCommand>> = {
  status: {
    usage: "status [--json]",
    doc: "State of each instance of the running daemon",
    run: (ledger, words) => {
      const view = ledger.view();
      return { code: 0, text: words.includes("--json") ? jsonText(view) : statusText(view) };
    },
  },
  standby: {
    usage: "standby [INSTANCE...]",
    doc: "Resign, and stay a backup until active is said or the daemon starts again",
    run: (ledger, words) => hold(ledger, words, true),
  },
  active: {
    usage: "active [INSTANCE...]",
    doc: "Take part again",
    run: (ledger, words) => hold(ledger, words, false),
  },
};

function hold(ledger: Ledger, names: readonly string[], on: boolean): ControlAnswer {
  const { subjects } = ledger;
  const unknown = names.filter((name) => !subjects.some(({ instance }) => instance.name === name));
  if (unknown.length > 0) {
    const known = subjects.map(({ instance }) => instance.name).join(", ");
    return { code: 1, text: `No instance ${unknown.join(", ")} runs here; these do: ${known}\n` };
  }
  for (const subject of subjects)
    if (names.length === 0 || names.includes(subject.instance.name)) subject.tell({ kind: "standby", on });
  return { code: 0, text: statusText(ledger.view()) };
}
