import type { Arguments, Fetch } from "../fetch.ts";
import { fromHex } from "../match/binary.ts";
import type { SampleKind } from "../sample.ts";
import { casts, type Sample } from "../sample.ts";

/** What does not depend on the request. */
export const constantFetches: readonly Fetch[] = [
  { name: "always_true", gives: "truth", layer: "connection", compile: () => ({ one: () => true }) },
  { name: "always_false", gives: "truth", layer: "connection", compile: () => ({ one: () => false }) },
  constant("str", "text", (text) => text),
  constant("meth", "text", (text) => text),
  constant("int", "number", (text) => (/^-?\d+$/.test(text) ? Number(text) : undefined)),
  constant("bool", "truth", (text) => truths.get(text)),
  constant("bin", "binary", fromHex),
  constant("ipv4", "address", (text) => addressOf(text, 4)),
  constant("ipv6", "address", (text) => addressOf(text, 6)),
];

const truths: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

function addressOf(text: string, family: 4 | 6): Sample | undefined {
  const address = casts.address(text);
  return typeof address === "object" && address.family === family ? address : undefined;
}

function constant(name: string, gives: SampleKind, read: (text: string) => Sample | undefined): Fetch {
  return {
    name,
    gives,
    layer: "connection",
    parameters: ["text"],
    required: 1,
    refuses: ([text = ""]: Arguments) => (read(text) === undefined ? text : undefined),
    compile: ([text = ""]) => {
      const sample = read(text);
      return { one: () => sample };
    },
  };
}
