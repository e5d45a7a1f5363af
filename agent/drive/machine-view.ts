import { readdirSync, readlinkSync } from "node:fs";
import { getHeapSpaceStatistics } from "node:v8";
import type { ListenerView, MachineView } from "../stats/machine.ts";

/** What the system and the engine say of this process. */
export function machineView(listeners: () => readonly ListenerView[], startupLog: () => string): MachineView {
  return {
    listeners,
    startupLog,
    descriptors: openDescriptors,
    pools,
    nowSeconds: () => Date.now() / 1000,
    cpuMicroseconds: () => {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
  };
}

function openDescriptors(): ReturnType<MachineView["descriptors"]> {
  try {
    return readdirSync("/proc/self/fd").flatMap((entry) => {
      const name = nameOf(entry);
      return name === undefined ? [] : [{ descriptor: Number(entry), name }];
    });
  } catch {
    // After `chroot` there is no /proc.
    return [];
  }
}

/** The one that the list itself was read by is gone by now. */
function nameOf(entry: string): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${entry}`);
  } catch {
    return undefined;
  }
}

function pools(): ReturnType<MachineView["pools"]> {
  const { external } = process.memoryUsage();
  const heap = getHeapSpaceStatistics().map(({ space_name, space_size, space_used_size }) => {
    return { name: space_name, allocated: space_size, used: space_used_size };
  });
  return [...heap, { name: "external", allocated: external, used: external }];
}
