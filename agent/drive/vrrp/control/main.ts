import { askDaemon } from "./client.ts";
import { controlCommands } from "./command.ts";
import { controlPath } from "./socket.ts";

const defaultPidFile = "/run/keepalived.pid";

/** Whether the command line is a question to a running daemon: `status …`, `standby …`, `active …`. */
export function isControl([name = ""]: readonly string[]): boolean {
  return Object.hasOwn(controlCommands, name);
}

/** Asks, prints the answer and resolves with its exit code: 0 done, 1 wrong words, 3 no daemon answers. */
export async function controlMain(argv: readonly string[]): Promise<number> {
  const words = [...argv];
  const at = words.findIndex((word) => /^(-p|--pid)(=|$)/.test(word));
  const [option = ""] = at < 0 ? [] : words.splice(at, 1);
  const given = option.includes("=") ? option.slice(option.indexOf("=") + 1) : undefined;
  const pidFile = at < 0 ? defaultPidFile : (given ?? words.splice(at, 1)[0] ?? defaultPidFile);
  const { code, text } = await askDaemon(controlPath(pidFile), words);
  (code === 0 ? process.stdout : process.stderr).write(text);
  return code;
}
