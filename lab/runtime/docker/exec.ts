import type { Duplex } from "node:stream";
import { PassThrough } from "node:stream";
import type { Container } from "dockerode";
import type { NodeProcess } from "../runtime.ts";
import { endOf, type ProcessEnd } from "./end.ts";
import type { LabEvents } from "./events.ts";

/** Where programs note their number inside the container: a tmpfs, new at each start. */
export const noteFolder = "/opt/bascule/run";

/** Notes the program's number and becomes the program. */
const starter = 'echo $$ >"$0" && exec "$@"';
/** The number may not be noted yet. */
const signaller = 'while [ ! -s "$0" ]; do sleep 0.01; done; kill -s "$1" "$(cat "$0")"';

/** One life of a container. */
export interface ContainerLife {
  readonly container: Container;
  readonly events: LabEvents;
  readonly ended: Promise<void>;
}

let count = 0;

/** Runs a program inside a container. It ends with the container, as if killed. */
export async function spawnInContainer(life: ContainerLife, argv: readonly string[]): Promise<NodeProcess> {
  count += 1;
  const note = `${noteFolder}/${count}`;
  const started = await startExec(life, ["sh", "-c", starter, note, ...argv]);
  let over = false;
  void started.exited.then(() => {
    over = true;
  });
  const kill = async (signal: NodeJS.Signals) => {
    if (over) return;
    // A program that ended meanwhile is no mistake, nor is a container that did.
    const sent = await startExec(life, ["sh", "-c", signaller, note, signal.slice(3)]).catch(() => undefined);
    sent?.stdout.resume();
    sent?.stderr.resume();
    await sent?.exited;
  };
  return { ...started, kill };
}

async function startExec({ container, events, ended }: ContainerLife, Cmd: string[]) {
  const exec = await container.exec({ Cmd, AttachStdout: true, AttachStderr: true });
  const exited = new Promise<ProcessEnd>((resolve) => {
    events.onEnd(exec.id, (code) => resolve(endOf(code)));
    void ended.then(() => resolve({ code: null, signal: "SIGKILL" }));
  });
  const stream = await exec.start({ hijack: true, stdin: false });
  return { ...demultiplexed(stream, container), exited };
}

/** The engine sends both streams on one connection; whose end it does not pass on to the two. */
function demultiplexed(stream: Duplex, container: Container) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  container.modem.demuxStream(stream, stdout, stderr);
  stream.on("error", () => {}); // the engine is gone: the lab's end tells
  stream.once("close", () => {
    stdout.end();
    stderr.end();
  });
  return { stdout, stderr };
}
