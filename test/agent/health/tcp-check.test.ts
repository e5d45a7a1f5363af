import { expect, test } from "vitest";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import type { CheckSend } from "../../../agent/health/checker.ts";
import { checkerFor } from "../../../agent/health/index.ts";
import type { CheckResult } from "../../../agent/health/result.ts";

/** What comes from the server, piece by piece; how it ends. */
type End = "waits" | "ended" | "refused";

function run(lines: readonly string[], pieces: readonly string[], end: End): readonly string[] {
  const steps = lines.map((line) => ` tcp-check ${line}\n`).join("");
  const { config } = parseHaproxy(`backend b\n option tcp-check\n${steps}`, "test");
  const [backend] = config.backends;
  if (!backend) throw new Error("no backend");
  const checker = checkerFor(backend);
  const said: string[] = [];
  const tell = (next: CheckSend | CheckResult | undefined): void => {
    if (!next) return;
    if ("send" in next && next.send !== "") said.push(`send ${JSON.stringify(next.send)}`);
    const result = "send" in next ? next.result : next;
    if (result)
      said.push(`${result.passed ? "passed" : "failed"} ${result.status} ${result.info ?? ""}`.trim());
  };
  if (end === "refused") return [checker.describe?.("Connection refused", false) ?? ""];
  tell(checker.connected());
  let text = "";
  for (const piece of pieces) {
    text += piece;
    tell(checker.received(text, false));
  }
  if (end === "ended") tell(checker.received(text, true));
  const decided = said.at(-1)?.match(/^(passed|failed)/);
  if (!decided) tell(checker.expired(true));
  return said;
}

// The words are those that HAProxy 2.6.12 wrote in its log, server for server.
test.each([
  [[], [], "waits", ["passed l4-ok"]],
  [["connect"], [], "waits", ["passed l4-ok"]],
  [[], [], "refused", ["Connection refused at initial connection step of tcp-check"]],
  [["connect"], [], "refused", ["Connection refused at step 1 of tcp-check (connect)"]],
  [
    ["connect comment con", "send x"],
    [],
    "refused",
    ["Connection refused at step 1 of tcp-check (connect) comment: 'con'"],
  ],
  [["expect string 220"], ["2", "20 hi"], "waits", ["passed l7-ok (tcp-check)"]],
  [["expect string 220"], [], "waits", ["failed l7-timeout at step 1 of tcp-check (expect string '220')"]],
  [
    ["connect", "expect string 999"],
    ["220"],
    "waits",
    ["failed l7-timeout at step 2 of tcp-check (expect string '999')"],
  ],
  [
    ["expect string 999"],
    ["220"],
    "ended",
    ["failed l7-invalid TCPCHK did not match content '999' at step 1"],
  ],
  [["expect string 220"], [], "ended", ["failed l7-invalid TCPCHK got an empty response at step 1"]],
  [
    ["expect ! string 220"],
    ["220"],
    "waits",
    ["failed l7-invalid TCPCHK matched unwanted content '220' at step 1"],
  ],
  [
    ["expect ! string 220"],
    ["250"],
    "waits",
    ["failed l7-timeout at step 1 of tcp-check (expect string '220')"],
  ],
  [["expect !string 220"], ["250"], "ended", ["passed l7-ok (tcp-check)"]],
  [["expect rstring ^2[0-9]+"], ["250"], "waits", ["passed l7-ok (tcp-check)"]],
  [
    ["expect rstring 999"],
    ["250"],
    "ended",
    ["failed l7-invalid TCPCHK did not match content (regex) at step 1"],
  ],
  [
    ["expect comment hello rstring 999"],
    ["250"],
    "waits",
    ["failed l7-timeout at step 1 of tcp-check (expect regex) comment: 'hello'"],
  ],
  [
    ["expect comment foo string 999"],
    ["220"],
    "ended",
    ["failed l7-invalid TCPCHK did not match content '999' at step 1 comment: foo"],
  ],
  [["expect binary 323230"], ["220"], "waits", ["passed l7-ok (tcp-check)"]],
  [
    ["expect binary 0041"],
    ["220"],
    "ended",
    ["failed l7-invalid TCPCHK did not match content (binary) at step 1"],
  ],
  [["send PING\\r\\n"], [], "waits", ['send "PING\\r\\n"', "passed l7-ok (tcp-check)"]],
  [["send-binary 5049", "send NG"], [], "waits", ['send "PING"', "passed l7-ok (tcp-check)"]],
  [
    ["expect string 220", "send A", "expect string 250"],
    ["220 hi", "250 ok"],
    "waits",
    ['send "A"', "passed l7-ok (tcp-check)"],
  ],
  [["expect string 220", "expect string hi"], ["220 hi"], "waits", ["passed l7-ok (tcp-check)"]],
  [
    ["send A", "expect string A", "send B", "expect string AB"],
    ["A", "B"],
    "waits",
    ['send "A"', 'send "B"', "failed l7-timeout at step 4 of tcp-check (expect string 'AB')"],
  ],
  [
    ["send X", "expect string 220", "send Y", "expect string ZZ"],
    ["220"],
    "ended",
    ['send "X"', 'send "Y"', "failed l7-invalid TCPCHK got an empty response at step 4"],
  ],
  [
    ["expect string 999"],
    ["x".repeat(17_000)],
    "waits",
    ["failed l7-invalid TCPCHK did not match content '999' at step 1"],
  ],
] as const)("%j, the server says %j and %s: %j", (lines, pieces, end, expected) => {
  const said = run(lines, pieces, end).map((line) => line.replace("  at", " at"));
  expect(said).toEqual(expected);
});
