import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { until } from "./client.ts";

export interface Balancer extends AsyncDisposable {
  readonly process: ChildProcess;
  /** What it has written to its standard output: the access log. */
  readonly lines: () => readonly string[];
  readonly errors: () => string;
  readonly ended: Promise<number | null>;
}

const defaults = `defaults
 mode http
 log stdout format raw local0
 option httplog
 timeout connect 1s
 timeout client 2s
 timeout server 1s
`;

/** The usual first section of these tests. */
export function configOf(rest: string): string {
  return defaults + rest;
}

/** Starts a balancer in the foreground and waits until a port of it answers. */
export async function startBalancer(program: string, config: string, port: number): Promise<Balancer> {
  writeFileSync("test.cfg", config);
  const child = spawn(program, ["-db", "-f", "test.cfg"], { stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (bytes) => {
    out += bytes;
  });
  child.stderr.on("data", (bytes) => {
    err += bytes;
  });
  const { promise: ended, resolve } = Promise.withResolvers<number | null>();
  child.once("close", resolve);
  await until(`${program} listens on ${port}: ${err}`, () => answers(port));
  return {
    process: child,
    lines: () => out.split("\n").slice(0, -1),
    errors: () => err,
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

export function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, "127.0.0.1");
  socket.once("connect", () => {
    // With a reset: nothing of it shall stay in the log as a request.
    socket.resetAndDestroy();
    resolve(true);
  });
  socket.once("error", () => resolve(false));
  return promise;
}
