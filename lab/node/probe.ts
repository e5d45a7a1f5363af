#!/usr/bin/env node
import { once } from "node:events";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { HttpProbe } from "./http-probe.ts";
import { nodeNames } from "./node-names.ts";
import { runUntilEnd } from "./node-program.ts";
import type { PacerMessage, ProbeSettings } from "./probe-settings.ts";

/**
 * Runs inside the client node: asks the virtual IP, the service and the segment at a steady pace and prints every
 * probe as a JSON line. Usage: `probe.ts --vip 192.168.1.100 --name MAC=NODE…`; ends with SIGTERM or standard input.
 */
const batchMs = 50;

function readSettings(): ProbeSettings {
  const text = (value: string) => ({ type: "string", default: value }) as const;
  const { values } = parseArgs({
    options: {
      node: text("client"),
      interface: text("eth0"),
      vip: text("192.168.1.100"),
      name: { type: "string", multiple: true, default: [] },
      "vip-rate": text("1000"),
      "vip-deadline-ms": text("500"),
      "owner-rate": text("100"),
      "http-rate": text("100"),
      "http-url": text(""),
      "http-deadline-ms": text("1000"),
    },
  });
  return {
    node: values.node,
    interfaceName: values.interface,
    vip: values.vip,
    names: nodeNames(values.name),
    vipRate: Number(values["vip-rate"]),
    vipDeadlineMs: Number(values["vip-deadline-ms"]),
    ownerRate: Number(values["owner-rate"]),
    httpRate: Number(values["http-rate"]),
    httpUrl: values["http-url"] || `http://${values.vip}/`,
    httpDeadlineMs: Number(values["http-deadline-ms"]),
  };
}

function start(settings: ProbeSettings): AsyncDisposable {
  const lines: string[] = [];
  const http = new HttpProbe(settings, (event) => lines.push(`${JSON.stringify(event)}\n`));
  const write = () => {
    if (lines.length > 0) process.stdout.write(lines.splice(0).join(""));
  };
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL("./probe-pacer.ts", import.meta.url), { workerData: { settings, stop } });
  const writing = setInterval(write, batchMs);
  const ended = once(worker, "exit");
  worker.on("message", (message: PacerMessage) => {
    if (message.kind === "lines") lines.push(message.text);
    if (message.kind === "http-due") http.request(message.dueMs);
    if (message.kind === "failed") fail(message.message);
  });
  return {
    async [Symbol.asyncDispose]() {
      Atomics.store(stop, 0, 1);
      Atomics.notify(stop, 0);
      await Promise.all([ended, http.idle()]);
      clearInterval(writing);
      write();
    },
  };
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(3);
}

const settings = readSettings();
await runUntilEnd(() => start(settings));
