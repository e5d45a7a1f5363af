import { openUnixDatagram } from "../net/unix-datagram.ts";

/** Tells systemd of a service of `Type=notify`: sd_notify(3). Nothing where it did not ask for it. */
export function notifySystemd(...lines: readonly string[]): void {
  const address = process.env.NOTIFY_SOCKET;
  if (address === undefined || address === "") return;
  // A leading @ stands for the zero byte of an abstract name.
  const socket = openUnixDatagram(address.replace(/^@/, "\0"));
  socket.send(new TextEncoder().encode(`${lines.join("\n")}\n`));
  socket[Symbol.dispose]();
}
