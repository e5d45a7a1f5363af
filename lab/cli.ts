import { commands } from "./command/index.ts";
import { runProcess } from "./command/run-process.ts";

await runProcess(commands);
