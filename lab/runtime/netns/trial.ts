import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { toolEnvironment } from "../../wire/tool.ts";
import { labRights } from "./lab-user.ts";
import { readMountTable, sameOptions } from "./mount-table.ts";
import { namespaceFlags } from "./namespace.ts";

/** What a lab needs of the kernel, in the order in which the trial needs it. */
export const needs = ["tmpfs", "proc", "sysfs", "bridge", "veth"] as const;

/** `namespaces` is missing when not even the empty namespaces can be made. */
export type Need = "namespaces" | (typeof needs)[number];

/** How the trial ended: all there, or the first thing that was not and what the tool said. */
export type TrialResult =
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly need: Need; readonly complaint: string };

/** Ends with 11 and more for what fails. */
const script = `
mount -t tmpfs none /mnt && mkdir /mnt/proc /mnt/sys || exit 11
mount -t proc -o "$1" none /mnt/proc || exit 12
mount -t sysfs -o ro,"$2" none /mnt/sys || exit 13
ip link add name b type bridge mcast_snooping 0 || exit 14
ip link add name v type veth peer name w || exit 15
`;

/** Makes what a lab needs, in namespaces that vanish at once. */
export async function tryNamespaces(): Promise<TrialResult> {
  const mounts = await readMountTable();
  const options = ["/proc", "/sys"].map((target) => sameOptions(mounts, target).join(","));
  const flags = [...(await labRights()).flags, ...namespaceFlags];
  const child = spawn("unshare", [...flags, "sh", "-c", script, "sh", ...options], {
    detached: true,
    env: toolEnvironment(),
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", resolve).once("error", () => resolve(null));
  });
  const [code, complaint] = await Promise.all([ended, text(child.stderr)]);
  if (code === 0) return { kind: "passed" };
  return { kind: "failed", need: needs[(code ?? 0) - 11] ?? "namespaces", complaint: complaint.trim() };
}
