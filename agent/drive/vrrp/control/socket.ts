import { chmodSync, renameSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { messageOf } from "../../../base/message-of.ts";
import type { VrrpLog } from "../log.ts";
import type { Ledger } from "../report/ledger.ts";
import { controlCommands } from "./command.ts";

/** `/run/keepalived.sock` beside `/run/keepalived.pid`: two daemons have two pid files. */
export function controlPath(pidFile: string): string {
  return `${pidFile.replace(/\.pid$/, "")}.sock`;
}

/** A question is one line; longer ones and slower ones are nobody's. */
const longestBytes = 4096;
const slowestMs = 5000;

/**
 * Listens for questions of `keepalived status` and its kin: one line with the words, answered by the exit code on a line
 * and the text. Only the daemon's own user may connect. A socket that cannot be made is logged, and VRRP goes on.
 */
export function openControlSocket(path: string, ledger: Ledger, log: VrrpLog): Disposable {
  const server = createServer((socket) => converse(socket, ledger));
  server.on("error", (error) => log.warning(`No control socket ${path}: ${messageOf(error)}`));
  // Under another name until it is closed to everybody else.
  const fresh = `${path}.${process.pid}`;
  rmSync(fresh, { force: true });
  server.listen(fresh, () => {
    try {
      chmodSync(fresh, 0o600);
      renameSync(fresh, path);
    } catch (error) {
      log.warning(`No control socket ${path}: ${messageOf(error)}`);
      server.close();
    }
  });
  return {
    [Symbol.dispose]() {
      server.close();
      rmSync(path, { force: true });
    },
  };
}

function converse(socket: Socket, ledger: Ledger): void {
  let line = "";
  socket.setEncoding("utf8");
  socket.setTimeout(slowestMs, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.on("data", (text: string) => {
    line += text;
    const end = line.indexOf("\n");
    if (end >= 0) socket.end(answer(line.slice(0, end), ledger));
    else if (line.length > longestBytes) socket.destroy();
  });
}

function answer(line: string, ledger: Ledger): string {
  const [name = "", ...words] = line.split(" ").filter((word) => word !== "");
  const command = Object.hasOwn(controlCommands, name) ? controlCommands[name] : undefined;
  const { code, text } = command?.run(ledger, words) ?? { code: 1, text: `Unknown command ${name}\n` };
  return `${code}\n${text}`;
}
