import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { CodedError } from "../../base/coded-error.ts";
import { messageOf } from "../../base/message-of.ts";

const folder = "/proc/sys/net/ipv4/conf";

/**
 * What is sent to a virtual address on a virtual MAC comes in on one interface, and the way back is another: the filter
 * of reverse paths (`rp_filter`) has to let it pass. The stricter of two settings counts, that of the interface and that of
 * `all`: the latter becomes 0, and all other interfaces get what it was. Disposing puts everything back. Throws
 * ERR_NET_SYSTEM where the settings cannot be written, as in some containers.
 */
export function loosenReversePath(): Disposable {
  const strictness = read("all");
  if (strictness === 0) return { [Symbol.dispose]() {} };
  const changed = new Map<string, number>();
  try {
    for (const name of readdirSync(folder)) {
      const before = read(name);
      if (name === "all" || before >= strictness) continue;
      write(name, strictness);
      changed.set(name, before);
    }
    write("all", 0);
  } catch (error) {
    throw refused(messageOf(error));
  }
  return {
    [Symbol.dispose]() {
      for (const [name, before] of [["all", strictness] as const, ...changed]) putBack(name, before);
    },
  };
}

function read(name: string): number {
  return Number(readFileSync(`${folder}/${name}/rp_filter`, "utf8"));
}

function write(name: string, value: number): void {
  writeFileSync(`${folder}/${name}/rp_filter`, String(value));
}

function putBack(name: string, value: number): void {
  try {
    write(name, value);
  } catch {
    // The interface is gone, and its setting with it.
  }
}

function refused(reason: string): CodedError<"ERR_NET_SYSTEM"> {
  return new CodedError("ERR_NET_SYSTEM", {
    fr: `use_vmac demande net.ipv4.conf.all.rp_filter=0, et l'écriture a échoué (${reason}). Dans un conteneur : « --sysctl net.ipv4.conf.all.rp_filter=0 ».`,
    en: `use_vmac asks for net.ipv4.conf.all.rp_filter=0, which could not be written (${reason}). In a container: "--sysctl net.ipv4.conf.all.rp_filter=0".`,
  });
}
