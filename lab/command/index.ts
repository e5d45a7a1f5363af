import { check } from "./check.ts";
import { clean } from "./clean.ts";
import type { Command } from "./command.ts";
import { doctor } from "./doctor.ts";
import { down } from "./down.ts";
import { exec } from "./exec.ts";
import { grade } from "./grade.ts";
import { graph } from "./graph.ts";
import { help } from "./help.ts";
import { kill } from "./kill.ts";
import { lab } from "./lab.ts";
import { logs } from "./logs.ts";
import { report } from "./report.ts";
import { run } from "./run.ts";
import { setup } from "./setup.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";
import { up } from "./up.ts";

/** The commands of `bascule`, in the order of the help. */
export const commands: readonly Command[] = [
  lab,
  run,
  report,
  check,
  up,
  status,
  exec,
  logs,
  kill,
  start,
  grade,
  down,
  graph,
  doctor,
  setup,
  clean,
  help,
];
