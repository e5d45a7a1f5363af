import { networkInterfaces } from "node:os";
import { broadcastMac, decodeArp, encodeArp } from "../../agent/net/arp.ts";
import { etherType, openPacketSocket } from "../../agent/net/packet-socket.ts";

/**
 * Runs on a node of its own: asks a thousand times a second who has the address of its argument, until SIGTERM. Writes to
 * standard error, as JSON in one line, who answered, in order: `[{ owners: ["02:…"], fromMs, toMs, questions }]`.
 */
const [, , address = ""] = process.argv;
const mac = networkInterfaces().eth0?.[0]?.mac ?? "";
const question = encodeArp({
  ...{ destinationMac: broadcastMac, sourceMac: mac },
  arp: {
    ...{ operation: "request", senderMac: mac, senderIp: "0.0.0.0" },
    ...{ targetMac: "00:00:00:00:00:00", targetIp: address },
  },
});

interface Span {
  readonly owners: string;
  readonly fromMs: number;
  toMs: number;
  questions: number;
}

const spans: Span[] = [];
const socket = openPacketSocket({ interfaceName: "eth0", etherType: etherType.arp });
let answered = new Set<string>();
let askedMs = performance.now();

/** Those who answered the question before. */
function take(): void {
  for (let frame = socket.receive(); frame !== undefined; frame = socket.receive()) {
    const decoded = decodeArp(frame);
    if (!decoded.ok || decoded.frame.arp.operation !== "reply") continue;
    if (decoded.frame.arp.senderIp === address) answered.add(decoded.frame.arp.senderMac);
  }
  const owners = [...answered].sort().join();
  const last = spans.at(-1);
  if (last?.owners !== owners) spans.push({ owners, fromMs: askedMs, toMs: askedMs, questions: 1 });
  else {
    last.toMs = askedMs;
    last.questions += 1;
  }
}

const timer = setInterval(() => {
  take();
  answered = new Set();
  askedMs = performance.now();
  socket.send(question);
}, 1);

process.once("SIGTERM", () => {
  clearInterval(timer);
  const told = spans.map(({ owners, ...rest }) => ({
    owners: owners === "" ? [] : owners.split(","),
    ...rest,
  }));
  process.stderr.write(`${JSON.stringify(told)}\n`);
});
process.stderr.write("asking\n");
