import type { EventOf } from "../history/event.ts";
import type { HistoryWriter } from "../history/writer.ts";
import { nowMs } from "../node/clock.ts";
import type { StartedNode } from "../runtime/runtime.ts";
import { eachLine } from "./line.ts";

/** `[2026-11-21T07:31:22.123456] [ADDR]Deleted 2: eth0    inet 192.168.1.100/24 scope global …` */
const shape = /^(?:\[(?<stamp>[^\]]+)\])?.*?(?<gone>Deleted )?\d+: (?<device>\S+) +inet (?<address>\S+) /;

/**
 * Writes down every address that comes to or goes from a node's interfaces, beginning with those that are there.
 * The stamps are those of ip(8) inside the node: a busy harness does not shift them.
 */
export async function watchAddresses(node: StartedNode, history: HistoryWriter): Promise<void> {
  const inUtc = ["env", "TZ=UTC"];
  const monitor = await node.spawn([...inUtc, "ip", "-ts", "-o", "-4", "monitor", "address"]);
  void eachLine(monitor.stdout, (line) => {
    const event = addressEvent(line, node.name, clockOffsetMs());
    if (event !== undefined) history.append(event);
  });
  const present = await node.spawn(["ip", "-o", "-4", "address", "show"]);
  await eachLine(present.stdout, (line) => {
    const event = addressEvent(line, node.name, 0);
    if (event !== undefined) history.append({ ...event, atMs: nowMs() });
  });
}

/** Reads a line of `ip -ts -o monitor address` or `ip -o address show`. `offsetMs`: monotonic less wall clock. */
export function addressEvent(
  line: string,
  node: string,
  offsetMs: number,
): ({ readonly atMs: number; readonly node: string } & EventOf<"address">) | undefined {
  const { stamp, gone, device, address } = shape.exec(line)?.groups ?? {};
  if (device === undefined || address === undefined || device === "lo") return undefined;
  const atMs = stamp === undefined ? 0 : wallMs(stamp) + offsetMs;
  return { atMs, node, kind: "address", action: gone === undefined ? "add" : "remove", address, device };
}

/** `Date.parse` keeps three digits of the fraction only. */
function wallMs(stamp: string): number {
  const [seconds = "", fraction = "0"] = stamp.split(".");
  return Date.parse(`${seconds}Z`) + Number(`0.${fraction}`) * 1000;
}

function clockOffsetMs(): number {
  return nowMs() - (performance.timeOrigin + performance.now());
}
