import { daemon } from "./daemon.ts";
import { engine } from "./engine.ts";
import type { Examination } from "./examination.ts";
import { kernel } from "./kernel.ts";
import { node } from "./node.ts";
import { program } from "./program.ts";
import { rights } from "./rights.ts";
import { room } from "./room.ts";
import { system } from "./system.ts";
import { userNamespace } from "./user-namespace.ts";

/** Every examination, in the order in which they are shown; the runtimes' own come last. */
export const examinations = {
  system,
  node,
  rights,
  "user-namespace": userNamespace,
  kernel,
  program,
  daemon,
  engine,
  room,
} as const satisfies Record<string, Examination>;
