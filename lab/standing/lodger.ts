import { randomUUID } from "node:crypto";
import type { Interface } from "node:readline";
import type { StartedNode } from "../runtime/runtime.ts";
import { over } from "./protocol.ts";

/**
 * Notes the program's number and becomes the program; `$0` is the note. An engine tells a terminal's size a moment
 * after it has started a program: full-screen editors want to know it before.
 */
const starter = `
if ! command -v "$1" >/dev/null; then
  case \${BASCULE_LANG-} in
    fr) echo "$(hostname) n'a pas de commande « $1 »" >&2 ;;
    *) echo "$(hostname) has no command \\"$1\\"" >&2 ;;
  esac
  exit 127
fi
if [ -t 0 ]; then
  for _ in 1 2 3 4 5 6 7 8 9 10; do [ "$(stty size 2>/dev/null)" = "0 0" ] && sleep 0.05 || break; done
fi
echo $$ >"$0" && exec "$@"`;

/** A shell with its jobs ends by SIGHUP, other programs by SIGTERM; what does not hear either is killed. */
const ender = `
read -r pid <"$0" || exit
kill -s HUP "$pid" && kill -s TERM "$pid"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do kill -s 0 "$pid" || exit; sleep 0.1; done
kill -s KILL "$pid"`;

/** A program that somebody runs in a node from outside. */
export interface Lodger {
  /** The program's command line, so made that its number is known inside the node. */
  readonly argv: readonly string[];
  /** Ends the program when the connection of whoever runs it closes too early. */
  follow(lines: Interface): void;
}

export function lodge(
  node: StartedNode,
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
): Lodger {
  const note = `/run/bascule-program-${randomUUID()}`; // new at each start of the node
  const given = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return {
    argv: ["env", ...given, "sh", "-c", starter, note, ...argv],
    follow: (lines) => {
      let hasEnded = false;
      lines.on("line", (line) => {
        hasEnded ||= line === over;
      });
      lines.once("close", () => void inside(node, [hasEnded ? 'rm -f "$0"' : ender, note]));
    },
  };
}

/** Runs a shell script to its end; a node that has stopped took the program with it. */
async function inside(node: StartedNode, argv: readonly string[]): Promise<void> {
  const running = await node.spawn(["sh", "-c", ...argv]).catch(() => undefined);
  running?.stdout.resume();
  running?.stderr.resume();
  await running?.exited;
}
