import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { checkView } from "../../../agent/health/check-view.ts";
import type { CheckedServer, CheckMove } from "../../../agent/health/checker.ts";
import { checkerFor } from "../../../agent/health/index.ts";
import type { CheckResult } from "../../../agent/health/result.ts";

/** How a server behaves: what it says piece by piece, and how that ends. */
export interface Peer {
  readonly pieces?: readonly string[];
  readonly end?: "waits" | "ended" | "refused";
  readonly server?: CheckedServer;
}

const plainServer: CheckedServer = { up: true, state: () => "UP; name=b/s" };

/** The checker of a backend with these lines; a mistake in them throws. */
export function checkerOf(lines: readonly string[], server = plainServer) {
  const text = `backend b\n${lines.map((line) => ` ${line}\n`).join("")} server s 127.0.0.1:80 check\n`;
  const { config, problems } = parseHaproxy(text, "test");
  const wrong = problems.filter(({ severity }) => severity === "fatal" || severity === "unsupported");
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
  return checkerFor(config.backends[0] ?? {}, checkView("b"), server);
}

/** What a check sends, where it connects to besides, and how it ends: as text, line by line. */
export function walk(
  lines: readonly string[],
  { pieces = [], end = "waits", server }: Peer = {},
): readonly string[] {
  const checker = checkerOf(lines, server);
  const said: string[] = [];
  let result: CheckResult | undefined;
  const tell = (move: CheckMove): void => {
    if (result) return;
    if (move.send) said.push(`send ${JSON.stringify(move.send)}`);
    if (move.connect) {
      said.push(`connect ${move.connect.host ?? ""}:${move.connect.port ?? ""}`);
      text = "";
      tell(checker.connected(0));
    }
    result = move.result ?? result;
  };
  let text = "";
  checker.begin();
  if (end === "refused") return [...said, told(checker.failed("Connection refused", false))];
  tell(checker.connected(0));
  for (const piece of pieces) {
    text += piece;
    tell(checker.received(text, false));
  }
  if (end === "ended") tell(checker.received(text, true));
  return [...said, told(result ?? checker.expired(true))];
}

function told({ passed, status, code, info }: CheckResult): string {
  return [passed ? "passed" : "failed", status, code, info].filter((part) => part !== undefined).join(" ");
}
