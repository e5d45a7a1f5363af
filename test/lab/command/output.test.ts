import { expect, test } from "vitest";
import { openOutput } from "../../../lab/command/output.ts";

test.each([
  { isTTY: true, environment: {}, controlCodes: true },
  { isTTY: false, environment: {}, controlCodes: false },
  { isTTY: undefined, environment: {}, controlCodes: false },
  { isTTY: true, environment: { NO_COLOR: "1" }, controlCodes: false },
  { isTTY: true, environment: { NO_COLOR: "" }, controlCodes: true },
  { isTTY: true, environment: { TERM: "dumb" }, controlCodes: false },
])(
  "terminal $isTTY with $environment: control codes $controlCodes",
  ({ isTTY, environment, controlCodes }) => {
    const output = openOutput({ isTTY, write: () => {} }, { language: "en", environment });
    expect(output.controlCodes).toBe(controlCodes);
    expect(output.paint("red", "no")).toBe(controlCodes ? "\u001b[31mno\u001b[39m" : "no");
  },
);

test("the width is that of the terminal, also after it has changed; else 80", () => {
  const sink = { isTTY: true, columns: 120, write: () => {} };
  const output = openOutput(sink, { language: "en", environment: {} });
  expect(output.columns).toBe(120);
  sink.columns = 60;
  expect(output.columns).toBe(60);
  expect(openOutput({ write: () => {} }, { language: "en", environment: {} }).columns).toBe(80);
});
