import type { MachineView } from "../machine.ts";
import { type Command, inform } from "./command.ts";

/** Commands that show the process from within: in the original's form, with what there is of it here [T]. */
export const machineCommands: readonly Command[] = [
  {
    words: ["show", "fd"],
    usage: ["show fd [num]", "dump list of file descriptors in use or a specific one"],
    level: "operator",
    run: ([which], { view }) => {
      const rows = descriptors(view.machine).filter(
        ({ descriptor }) => which === undefined || descriptor === Number(which),
      );
      return {
        text: rows.map(({ descriptor, facts }) => `${String(descriptor).padStart(7)} : ${facts}\n`).join(""),
      };
    },
  },
  {
    words: ["show", "pools"],
    usage: ["show pools", "report information about the memory pools usage"],
    level: "operator",
    run: (_args, { view }) => ({ text: pools(view.machine) }),
  },
  {
    words: ["show", "threads"],
    usage: ["show threads", "show some threads debugging information"],
    level: "operator",
    run: (_args, { view }) => {
      const nanoseconds = view.machine.cpuMicroseconds() * 1000;
      return {
        text: `* Thread 1 : id=0x1 act=1 glob=0 wq=0 rq=0 tl=0 tlsz=0 rqsz=0
      1/1    stuck=0 prof=0 harmless=0 wantrdv=0
             cpu_ns: poll=0 now=${nanoseconds} diff=${nanoseconds}
             curr_task=0 (show threads)\n\n`,
      };
    },
  },
  {
    words: ["show", "activity"],
    usage: ["show activity", "show per-thread activity stats (for support/developers)"],
    level: "operator",
    run: (_args, { view }) => {
      const { connections } = view.process;
      const rows = {
        stream_calls: connections.requests,
        cpust_ms_tot: Math.floor(view.machine.cpuMicroseconds() / 1000),
        accepted: connections.total,
      };
      const lines = Object.entries(rows).map(([name, value]) => `${name}: ${value} [ ${value} ]\n`);
      return {
        text: `thread_id: 1 (1..1)\ndate_now: ${view.machine.nowSeconds().toFixed(6)}\n${lines.join("")}`,
      };
    },
  },
  {
    words: ["show", "env"],
    usage: ["show env [var]", "dump environment variables known to the process"],
    level: "operator",
    run: ([name], { view }) => {
      const all = Object.entries(view.environment());
      if (name === undefined) return { text: all.map(([key, value]) => `${key}=${value}\n`).join("") };
      const found = all.find(([key]) => key === name);
      return inform(found ? `${name}=${found[1]}` : "Variable not found");
    },
  },
  {
    words: ["show", "startup-logs"],
    usage: ["show startup-logs", "report logs emitted during HAProxy startup"],
    level: "user",
    run: (_args, { view }) => inform(view.machine.startupLog()),
  },
];

function descriptors(
  machine: MachineView,
): readonly { readonly descriptor: number; readonly facts: string }[] {
  const listeners = machine.listeners().map(({ descriptor, state, frontend, place }) => {
    return { descriptor, facts: `l.st=${state} fe=${frontend} ${place}` };
  });
  const known = new Set(listeners.map(({ descriptor }) => descriptor));
  const others = machine.descriptors().filter(({ descriptor }) => !known.has(descriptor));
  return [...listeners, ...others.map(({ descriptor, name }) => ({ descriptor, facts: name }))].sort(
    (left, right) => left.descriptor - right.descriptor,
  );
}

function pools(machine: MachineView): string {
  const all = machine.pools();
  const lines = all.map(
    ({ name, allocated, used }) => `  - Pool ${name} : ${allocated} allocated, ${used} used\n`,
  );
  const [allocated, used] = (["allocated", "used"] as const).map((part) =>
    all.reduce((sum, pool) => sum + pool[part], 0),
  );
  return `Dumping pools usage.\n${lines.join("")}Total: ${all.length} pools, ${allocated} bytes allocated, ${used} used.\n`;
}
