import { seededRandom } from "../../agent/base/random.ts";
import { interfaceIndex } from "../../agent/net/packet-socket.ts";
import { openRawSocket } from "../../agent/net/raw-socket.ts";
import { decodeAdvert } from "../../agent/vrrp/packet.ts";
import { encodeV2 } from "../../agent/vrrp/packet-v2.ts";
import { encodeV3 } from "../../agent/vrrp/packet-v3.ts";

/**
 * Runs on a node of its own, `COUNT PER_SECOND VERSION SEED`: every second packet passes checksum and password and
 * claims a priority below 100, with the rest made up; the others are noise, or claim 254 with some bits flipped.
 * None of them may make a router of priority 100 or more change its state.
 */
const [count = 0, perSecond = 1, version = 2, seed = 1] = process.argv.slice(2).map(Number);
const random = seededRandom(seed);
const below = (limit: number) => Math.floor(random() * limit);
const path = { source: "192.168.1.13", destination: "224.0.0.18" };
const password = new TextEncoder().encode("secret12");
/** Made before the storm: making them would slow it down. */
const different = 20_000;
const tickMs = 5;

function encode(priority: number, isOdd: boolean): Uint8Array {
  // A weaker master that has another list and goes on is left alone (docs/keepalived.md): other lists, other ids.
  const advert = {
    virtualRouterId: isOdd ? 52 + below(200) : 51,
    priority,
    advertMs: below(6) === 0 ? 1000 * (1 + below(40)) : 1000,
    addresses: isOdd ? Array.from({ length: 1 + below(20) }, address) : ["192.168.1.100"],
  };
  return version === 3
    ? encodeV3(advert, path)
    : encodeV2({ ...advert, version: 2, authentication: { type: "pass", password } });
}

const address = () => [10, below(256), below(256), below(256)].join(".");
const valid = () => encode(1 + below(99), below(2) === 0);

function broken(): Uint8Array {
  if (below(3) === 0) return Uint8Array.from({ length: below(200) }, () => below(256));
  const bytes = encode(254, below(4) === 0);
  for (let flips = 1 + below(6); flips > 0; flips -= 1) {
    const at = below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
  }
  // Flips that cancel each other out leave a packet to be obeyed; so does cut noise, once in a lifetime.
  if (decodeAdvert(bytes, path).ok) return broken();
  return below(4) === 0 ? bytes.subarray(0, below(bytes.length)) : bytes;
}

const packets = Array.from({ length: different }, (_, index) => (index % 2 === 0 ? valid() : broken()));
const socket = openRawSocket(4, {
  ...{ interfaceName: "eth0", interfaceIndex: interfaceIndex("eth0"), protocol: 112, group: "224.0.0.18" },
});
const sleeping = new Int32Array(new SharedArrayBuffer(4));
const startMs = performance.now();
let sent = 0;
while (sent < count) {
  const due = Math.min(count, ((performance.now() - startMs) * perSecond) / 1000);
  for (; sent < due; sent += 1) socket.send(packets[sent % different] ?? password, path);
  Atomics.wait(sleeping, 0, 0, tickMs);
}
socket[Symbol.dispose]();
process.stdout.write(`${sent}\n`);
