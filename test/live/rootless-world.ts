import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { NodeProcess } from "../../lab/runtime/runtime.ts";
import { openWorld, type World } from "./clean-world.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Where the student finds the checkout: a folder above the machine's may be closed to others. */
export const inWorld = (path: string) => `/srv/bascule/${path}`;

/** The Node that runs this, as the student reaches it: npm's lies in the checkout. */
export const nodeInWorld = process.execPath.replace(`${checkout}/`, inWorld(""));

/** A world in which an ordinary user lives, with a home and the checkout; `/srv` hides what the machine has there. */
export async function openStudentWorld(): Promise<World> {
  const world = await openWorld();
  const said = await world.shell(`
    exec 2>&1; set -e
    mount -t tmpfs -o mode=755 world /srv
    mkdir /srv/home /srv/bascule
    chown 54321:54321 /srv/home
    mount --bind '${checkout}' /srv/bascule
    { cat /etc/passwd; echo student:x:54321:54321::/srv/home:/bin/sh; } >/srv/passwd
    mount --bind /srv/passwd /etc/passwd`);
  if (said !== "") throw new Error(said);
  return world;
}

/** Runs a program as the student. */
export function asStudent(world: World, ...argv: readonly string[]): Promise<NodeProcess> {
  return world.start("rootless-student-harness.ts", ...argv);
}

export async function outputOf(program: NodeProcess) {
  const [stdout, stderr, { code }] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    program.exited,
  ]);
  return { stdout, stderr, code };
}
