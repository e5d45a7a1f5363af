import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { connectWire } from "../../../../agent/net/stream/connect.ts";
import { EventLoop } from "../../../../agent/net/stream/event-loop.ts";
import { type Listener, openListener } from "../../../../agent/net/stream/listener.ts";
import { SocketWire } from "../../../../agent/net/stream/socket-wire.ts";
import { WheelTimer } from "../../../../agent/net/stream/timer-wheel.ts";
import type { Wire, WireOwner } from "../../../../agent/net/stream/wire.ts";

/** What one end heard, in words; data by their number of bytes, and the bytes themselves. */
class Ear implements WireOwner {
  readonly heard: string[] = [];
  readonly bytes: Buffer[] = [];
  onOpen(): void {
    this.heard.push("open");
  }
  onData(bytes: Uint8Array): void {
    this.bytes.push(Buffer.from(bytes));
  }
  onEnd(): void {
    this.heard.push("end");
  }
  onDrain(): void {
    this.heard.push("drain");
  }
  onBroken(): void {
    this.heard.push("broken");
  }
  get text(): string {
    return Buffer.concat(this.bytes).toString("latin1");
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(1);
}

let folder = "";
let loop: EventLoop;
let resources: DisposableStack;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bascule-wire-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  resources = new DisposableStack();
  loop = resources.use(new EventLoop());
});
afterEach(() => resources.dispose());

interface Pair {
  readonly client: Wire;
  readonly server: Wire;
  readonly clientEar: Ear;
  readonly serverEar: Ear;
}

let port = 0;

function listenAnywhere(accept: (wire: Wire) => void): { listener: Listener; port: number } {
  const listener = resources.use(
    openListener(
      loop,
      { kind: "ip", host: "127.0.0.1", port: 0 },
      {
        onAccept: ({ descriptor, remote, local }) =>
          accept(new SocketWire(loop, descriptor, { remote, local, connecting: false })),
        onTrouble: (error) => expect.fail(error.message),
      },
    ),
  );
  const bytes = new Uint8Array(16);
  loop.calls.getsockname(listener.descriptor, bytes, Uint32Array.of(16));
  port = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  return { listener, port };
}

async function pair(): Promise<Pair> {
  const [clientEar, serverEar] = [new Ear(), new Ear()];
  let server: Wire | undefined;
  listenAnywhere((wire) => {
    wire.owner = serverEar;
    server = wire;
  });
  const client = connectWire(loop, { kind: "ip", host: "127.0.0.1", port }, clientEar);
  await until(() => server !== undefined && clientEar.heard.includes("open"));
  const made = { client, server: server as unknown as Wire, clientEar, serverEar };
  resources.defer(() => made.client.destroy());
  resources.defer(() => made.server.destroy());
  return made;
}

const bytes = (text: string) => Buffer.from(text, "latin1");

test("bytes go both ways, and each side may end by itself", async () => {
  const { client, server, clientEar, serverEar } = await pair();
  expect(client.write(bytes("question"))).toBe(true);
  client.end();
  await until(() => serverEar.heard.includes("end"));
  expect(serverEar.text).toBe("question");
  server.write(bytes("answer"));
  server.end();
  await until(() => clientEar.heard.includes("end"));
  expect([clientEar.text, clientEar.heard]).toEqual(["answer", ["open", "end"]]);
});

test("both ends know each other's addresses", async () => {
  const { client, server } = await pair();
  expect(client.remote).toEqual({ kind: "ip", host: "127.0.0.1", port });
  expect(server.remote).toEqual(client.local);
  expect(server.local).toEqual(client.remote);
});

test("a reader that pauses stops the writer, and gets everything, once, when it goes on", async () => {
  const { client, server, clientEar, serverEar } = await pair();
  server.pause();
  const block = Buffer.alloc(1 << 20, "0123456789abcdef");
  let free = true;
  let written = 0;
  while (free) {
    free = client.write(block);
    written += block.length;
  }
  client.end();
  expect(client.queuedBytes).toBeGreaterThan(0);
  expect(serverEar.bytes.length).toBe(0);
  server.resume();
  await until(() => serverEar.heard.includes("end"));
  expect(clientEar.heard).toEqual(["open", "drain"]);
  const received = Buffer.concat(serverEar.bytes);
  expect(received.length).toBe(written);
  expect(received.subarray(-block.length).equals(block)).toBe(true);
  expect(client.queuedBytes).toBe(0);
});

test("an end that comes while nobody reads is told afterwards", async () => {
  const { client, server, serverEar } = await pair();
  server.pause();
  client.write(bytes("last words"));
  client.end();
  await pause(20);
  expect(serverEar.heard).toEqual([]);
  server.resume();
  await until(() => serverEar.heard.length > 0);
  expect([serverEar.text, serverEar.heard]).toEqual(["last words", ["end"]]);
});

test("what the writer changes afterwards is not sent changed", async () => {
  const { client, server, serverEar } = await pair();
  server.pause();
  const block = Buffer.alloc(8 << 20, "a");
  client.write(block);
  block.fill("b");
  client.end();
  server.resume();
  await until(() => serverEar.heard.includes("end"));
  expect(Buffer.concat(serverEar.bytes).includes("b")).toBe(false);
});

test("a reset is told once, and the descriptor is closed once", async () => {
  const { client, server, serverEar } = await pair();
  client.reset();
  await until(() => server.closed);
  await pause(5);
  expect(serverEar.heard).toEqual(["broken"]);
  server.destroy();
  expect(server.write(bytes("nobody"))).toBe(true);
});

test("what came before a reset is read although sending fails", async () => {
  const { client, server, clientEar } = await pair();
  client.pause();
  server.write(bytes("413 no"));
  server.reset();
  await pause(10);
  client.resume();
  client.write(bytes("more"));
  await until(() => client.closed);
  expect([clientEar.text, clientEar.heard]).toEqual(["413 no", ["open", "broken"]]);
});

test("nobody listens: it is told, and not before the call is over", async () => {
  const { listener } = listenAnywhere(() => {});
  listener[Symbol.dispose]();
  const ear = new Ear();
  const wire = connectWire(loop, { kind: "ip", host: "127.0.0.1", port }, ear);
  expect(ear.heard).toEqual([]);
  await until(() => wire.closed);
  expect(ear.heard).toEqual(["broken"]);
});

test("a path serves as an address, and a newcomer takes it over", async () => {
  const path = join(folder, "listen.sock");
  const heard: string[] = [];
  const open = (name: string) =>
    openListener(
      loop,
      { kind: "unix", path },
      {
        onAccept: ({ descriptor }) => {
          heard.push(name);
          loop.calls.close(descriptor);
        },
        onTrouble: () => {},
      },
    );
  const first = open("first");
  const second = resources.use(open("second"));
  const ear = new Ear();
  connectWire(loop, { kind: "unix", path }, ear);
  await until(() => ear.heard.includes("end"));
  first[Symbol.dispose]();
  expect(heard).toEqual(["second"]);
  expect(readdirSync(folder)).toEqual(["listen.sock"]);
  expect(second.descriptor).toBeGreaterThan(0);
});

test("a listener that pauses leaves clients in the kernel's queue; an adopted one serves them", async () => {
  const accepted: Wire[] = [];
  const { listener } = listenAnywhere((wire) => accepted.push(wire));
  listener.pause();
  const ear = new Ear();
  const client = connectWire(loop, { kind: "ip", host: "127.0.0.1", port }, ear);
  await until(() => ear.heard.includes("open"));
  await pause(10);
  expect(accepted.length).toBe(0);
  const adopted: number[] = [];
  const heir = openListener(
    loop,
    { kind: "descriptor", descriptor: listener.descriptor },
    {
      onAccept: ({ descriptor }) => adopted.push(descriptor),
      onTrouble: () => {},
    },
  );
  await until(() => adopted.length === 1);
  heir.pause();
  for (const descriptor of adopted) loop.calls.close(descriptor);
  client.destroy();
});

test("a socket that cannot accept rests and is told of once, instead of being asked without end", async () => {
  const { listener } = listenAnywhere(() => {});
  const troubles: string[] = [];
  const owner = { onAccept() {}, onTrouble: (error: Error) => troubles.push(error.message) };
  listener.pause();
  const heir = openListener(loop, { kind: "descriptor", descriptor: listener.descriptor }, owner);
  // As a predecessor that shares it may do: from then on accept(2) says EINVAL.
  loop.calls.shutdown(heir.descriptor, 2);
  await until(() => troubles.length > 0);
  await pause(250);
  expect(troubles).toEqual([expect.stringMatching(/^accept: EINVAL/)]);
  heir.pause();
});

test("an address that is taken is told with its name", () => {
  listenAnywhere(() => {});
  // Somebody who does not share it.
  const taken = () =>
    openListener(loop, { kind: "ip", host: "192.0.2.1", port: 80 }, { onAccept() {}, onTrouble() {} });
  expect(taken).toThrow(/bind 192\.0\.2\.1:80: EADDRNOTAVAIL/);
});

test("timers of the loop come in their order, and a cleared one does not", async () => {
  const heard: string[] = [];
  const timer = (name: string) => new WheelTimer(() => heard.push(name));
  const [late, early, never] = [timer("late"), timer("early"), timer("never")];
  loop.setTimer(late, loop.nowMs + 40);
  loop.setTimer(early, loop.nowMs + 10);
  loop.setTimer(never, loop.nowMs + 20);
  loop.clearTimer(never);
  await until(() => heard.length === 2);
  expect(heard).toEqual(["early", "late"]);
});

test("no descriptor is left behind by a thousand connections", async () => {
  const before = readdirSync("/proc/self/fd").length;
  let served = 0;
  const { listener } = listenAnywhere((wire) => {
    wire.owner = {
      onData: (data) => wire.write(data),
      onEnd: () => {
        wire.destroy();
        served++;
      },
      onDrain: () => {},
      onBroken: () => {},
    };
  });
  for (let round = 0; round < 10; round++) {
    const ears = Array.from({ length: 100 }, () => {
      const ear = new Ear();
      const wire = connectWire(loop, { kind: "ip", host: "127.0.0.1", port }, ear);
      wire.write(bytes("ping"));
      return { ear, wire };
    });
    await until(() => ears.every(({ ear }) => ear.text === "ping"));
    for (const { wire } of ears) wire.destroy();
    await until(() => served === 100 * (round + 1));
  }
  listener[Symbol.dispose]();
  expect(readdirSync("/proc/self/fd").length).toBe(before);
});
