import type { Socket } from "node:net";
import { greetingStatus, readGreeting, readStatus, writeGreeting } from "../../peers/greeting.ts";

/** A greeting may take so long. */
const limitMs = 5000;

/** Undefined: not all has come; else how many bytes belong to it. */
type Reading = (text: string) => number | undefined;

/** Gives `read` what comes until it is content; resolves with the bytes behind it, undefined where the peer has left. */
function listen(socket: Socket, read: Reading): Promise<Buffer | undefined> {
  const { promise, resolve } = Promise.withResolvers<Buffer | undefined>();
  let all = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), limitMs);
  const onData = (bytes: Buffer): void => {
    all = Buffer.concat([all, bytes]);
    const size = read(all.toString("latin1"));
    if (size === undefined) return;
    socket.pause();
    done(all.subarray(size));
  };
  const onClose = (): void => done(undefined);
  const done = (rest: Buffer | undefined): void => {
    clearTimeout(timer);
    socket.off("data", onData);
    socket.off("close", onClose);
    resolve(rest);
  };
  socket.on("data", onData);
  socket.on("close", onClose);
  return promise;
}

export interface Greeted {
  readonly status: number;
  /** What came behind the greeting. */
  readonly early: Buffer;
}

/** Greets the peer that was called, once the connection stands; status 0: it has left without a word. */
export async function greet(socket: Socket, callee: string, caller: string): Promise<Greeted> {
  socket.once("connect", () => socket.write(writeGreeting(callee, caller, process.pid), "latin1"));
  let status = 0;
  const early = await listen(socket, (text) => {
    const read = readStatus(text);
    status = read?.status ?? 0;
    return read?.sizeBytes;
  });
  return { status: early ? status : 0, early: early ?? Buffer.alloc(0) };
}

export interface Caller {
  readonly name: string;
  /** Of the protocol's version 2. */
  readonly minor: number;
  readonly early: Buffer;
}

/** Hears who calls, and answers; undefined: it was sent away, or has left. @param judge gives the status of the answer */
export async function answer(
  socket: Socket,
  judge: (callee: string, caller: string) => number,
): Promise<Caller | undefined> {
  let status: number = greetingStatus.protocol;
  let caller: Omit<Caller, "early"> | undefined;
  const early = await listen(socket, (text) => {
    const read = readGreeting(text);
    if (read.kind === "more") return undefined;
    if (read.kind === "refused") {
      status = read.status;
      return text.length;
    }
    status = judge(read.callee, read.caller);
    caller = { name: read.caller, minor: read.minor };
    return read.sizeBytes;
  });
  if (!early) return undefined;
  if (status === greetingStatus.welcome && caller) {
    socket.write(`${status}\n`);
    return { ...caller, early };
  }
  socket.end(`${status}\n`);
  return undefined;
}
