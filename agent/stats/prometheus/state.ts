import type { StatRow } from "../column.ts";

type States = readonly (readonly [state: string, value: number])[];

const serverStates = ["DOWN", "UP", "MAINT", "DRAIN", "NOLB"] as const;

/** Results of checks: `check_status` of `show stat`. */
const checkStates =
  "HANA SOCKERR L4OK L4TOUT L4CON L6OK L6TOUT L6RSP L7TOUT L7RSP L7OK L7OKC L7STS PROCERR PROCTOUT PROCOK".split(
    " ",
  );

/** A metric with one line for each state; undefined: it is none. */
export function statesOf(
  name: string,
  row: StatRow,
  scope: "frontend" | "backend" | "server",
  all: readonly StatRow[],
): States | undefined {
  if (name === "status") return scope === "server" ? ofServer(row) : ofProxy(row);
  if (name === "check_status") return ofCheck(row);
  const servers = all.filter((other) => other.type === 2 && other.iid === row.iid);
  if (name === "agg_server_status" || name === "agg_server_check_status")
    return summed(servers.map(ofServer));
  return name === "agg_check_status" ? summed([zeroChecks, ...servers.map(ofCheck)]) : undefined;
}

function ofProxy({ status }: StatRow): States {
  const up = status === "UP" || status === "OPEN";
  return [
    ["DOWN", up ? 0 : 1],
    ["UP", up ? 1 : 0],
  ];
}

function ofServer({ status }: StatRow): States {
  const text = String(status);
  const state =
    text === "no check" || text.startsWith("UP")
      ? "UP"
      : (serverStates.find((candidate) => text.startsWith(candidate)) ?? "DOWN");
  return serverStates.map((candidate) => [candidate, candidate === state ? 1 : 0]);
}

const zeroChecks: States = checkStates.map((state) => [state, 0]);

/** Nothing of a server that is not checked. */
function ofCheck({ check_status }: StatRow): States {
  if (check_status === undefined) return [];
  return checkStates.map((state) => [state, state === check_status ? 1 : 0]);
}

function summed(all: readonly States[]): States {
  const sums = new Map<string, number>();
  for (const [state, value] of all.flat()) sums.set(state, (sums.get(state) ?? 0) + value);
  return [...sums];
}
