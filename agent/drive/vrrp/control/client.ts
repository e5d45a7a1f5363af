import { connect } from "node:net";
import { messageOf } from "../../../base/message-of.ts";
import type { ControlAnswer } from "./command.ts";

/** Asks the daemon behind a socket; where none answers, code 3 with the reason. */
export function askDaemon(path: string, words: readonly string[]): Promise<ControlAnswer> {
  const { promise, resolve } = Promise.withResolvers<ControlAnswer>();
  const socket = connect(path, () => socket.write(`${words.join(" ")}\n`));
  let text = "";
  socket.setEncoding("utf8");
  socket.on("data", (more: string) => {
    text += more;
  });
  socket.on("error", (error) =>
    resolve({ code: 3, text: `No daemon answers at ${path}: ${messageOf(error)}\n` }),
  );
  socket.on("end", () => {
    const end = text.indexOf("\n");
    resolve({ code: Number(text.slice(0, end)), text: text.slice(end + 1) });
  });
  return promise;
}
