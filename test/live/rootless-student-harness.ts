import { execve } from "node:process";

/**
 * Becomes an ordinary user of the world and runs the program: `rootless-student-harness.ts PROGRAM ARGUMENT…`. No rights, no
 * supplementary groups, no runtime folder of root's.
 */
const rights = ["--reuid", "54321", "--regid", "54321", "--clear-groups", "--inh-caps=-all"];
const { XDG_RUNTIME_DIR: _, ...environment } = process.env;

execve?.("/usr/bin/setpriv", ["setpriv", ...rights, ...process.argv.slice(2)], {
  ...environment,
  HOME: "/srv/home",
});
