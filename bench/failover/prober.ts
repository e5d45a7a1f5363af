import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { nodeNames } from "../../lab/node/node-names.ts";
import { runUntilEnd } from "../../lab/node/node-program.ts";
import type { ProbeSettings } from "../../lab/node/probe-settings.ts";

/**
 * Runs on a node of the bench and asks for the virtual IP: by ICMP echo `--vip-rate` times a second, and by ARP to the
 * whole segment `--owner-rate` times a second. It asks seldom until SIGUSR2, then at full rate until the next SIGUSR2,
 * and only then prints what it saw (`ProberLine`): nothing is written while something is measured.
 */
const { values } = parseArgs({
  options: {
    vip: { type: "string", default: "192.168.1.100" },
    name: { type: "string", multiple: true, default: [] },
    "vip-rate": { type: "string", default: "0" },
    "owner-rate": { type: "string", default: "0" },
  },
});

const settings: ProbeSettings = {
  ...{ node: "client", interfaceName: "eth0", vip: values.vip, names: nodeNames(values.name) },
  ...{ vipRate: Number(values["vip-rate"]), vipDeadlineMs: 500, ownerRate: Number(values["owner-rate"]) },
  ...{ httpRate: 0, httpUrl: "", httpDeadlineMs: 0 },
};

/** [0]: SIGUSR2s so far; [1]: 1 when it is time to end. */
const control = new Int32Array(new SharedArrayBuffer(8));
process.on("SIGUSR2", () => {
  Atomics.add(control, 0, 1);
  Atomics.notify(control, 0);
});

await runUntilEnd(() => {
  const worker = new Worker(new URL("./prober-worker.ts", import.meta.url), {
    workerData: { settings, control },
  });
  worker.on("message", (line: string) => process.stdout.write(`${line}\n`));
  worker.on("error", (error) => {
    process.stderr.write(`${error}\n`);
    process.exit(3);
  });
  return {
    async [Symbol.asyncDispose]() {
      Atomics.store(control, 1, 1);
      Atomics.notify(control, 0);
      await worker.terminate();
    },
  };
});
