import { spawn } from "node:child_process";
import { chmodSync, closeSync, mkdirSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { receiveUnixDatagrams } from "../../agent/net/unix-receiver.ts";
import { JournalFile } from "./journal-file.ts";
import { journalLine } from "./journal-line.ts";
import { runUntilEnd } from "./node-program.ts";

/**
 * The log of a node: `bascule-journal [--background]` takes what programs send to `/dev/log` and writes it to
 * `/var/log/syslog`, which `journalctl` reads. With `--background` it returns when the sockets are there.
 */
const logFile = "/var/log/syslog";
/** HAProxy gives itself a new root folder and then looks for `/dev/log` below it. */
const sockets = ["/dev/log", "/var/lib/haproxy/dev/log"];
/** Where the background tells the foreground that it listens. */
const readyDescriptor = 3;
const inBackground = "--child";

const [flag] = process.argv.slice(2);
if (flag === "--background") process.exitCode = await startInBackground();
else await runUntilEnd(() => listen(flag === inBackground));

function listen(tell: boolean): Disposable {
  process.title = "bascule-journal";
  const file = new JournalFile(logFile);
  const host = hostname();
  const take = (datagrams: readonly Uint8Array[]) =>
    file.append(datagrams.map((datagram) => journalLine(datagram, host, new Date())));
  const opened = new DisposableStack();
  for (const path of sockets) {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true }); // the node's last life left it
    opened.use(receiveUnixDatagrams(path, take));
    chmodSync(path, 0o666);
  }
  if (tell) {
    writeSync(readyDescriptor, "ready");
    closeSync(readyDescriptor);
  }
  return opened;
}

function startInBackground(): Promise<number> {
  const child = spawn(process.execPath, [process.argv[1] ?? "", inBackground], {
    detached: true,
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  child.unref();
  return new Promise((resolve) => {
    (child.stdio[readyDescriptor] as Readable).once("data", () => resolve(0)).once("close", () => resolve(1));
  });
}
