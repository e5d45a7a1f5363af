import { PassThrough } from "node:stream";
import type { NodeProcess, StartedLab, StartedNode } from "../runtime/runtime.ts";

/**
 * The lab for somebody who would take it down when done: disposing of this view ends what was started through it, and
 * leaves the lab standing.
 */
export function lend(lab: StartedLab): StartedLab {
  const started = new Set<NodeProcess>();
  const outputs = [...lab.nodes.values()].map((node) => ({
    node,
    output: node.output.pipe(new PassThrough()),
  }));
  const nodes = outputs.map(({ node, output }) => [node.name, borrowed(node, output, started)] as const);
  return {
    id: lab.id,
    nodes: new Map(nodes),
    ended: lab.ended,
    async [Symbol.asyncDispose]() {
      for (const { node, output } of outputs) {
        node.output.unpipe(output);
        output.end();
      }
      await Promise.all([...started].map(endNow));
      started.clear();
    },
  };
}

/** Not a copy: a node's state is its own, and only `output` and `spawn` differ. */
function borrowed(node: StartedNode, output: PassThrough, started: Set<NodeProcess>): StartedNode {
  return {
    name: node.name,
    plan: node.plan,
    output,
    running: () => node.running(),
    spawn: async (argv) => {
      const process = await node.spawn(argv);
      started.add(process);
      void process.exited.then(() => started.delete(process));
      return process;
    },
    kill: () => node.kill(),
    start: () => node.start(),
  };
}

async function endNow(process: NodeProcess): Promise<void> {
  await process.kill("SIGTERM");
  await process.exited;
}
