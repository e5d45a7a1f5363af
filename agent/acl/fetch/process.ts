import type { Fetch } from "../fetch.ts";
import type { RequestView } from "../view.ts";
import type { World } from "../world.ts";
import { asked, plain } from "./row.ts";

const number = { gives: "number", layer: "connection" } as const;

/** The process, its clock and its dice. */
export const processFetches: readonly Fetch[] = [
  plain("hostname", "text", "connection", ({ world }) => world?.hostName),
  plain("nbproc", "number", "connection", () => 1),
  plain("proc", "number", "connection", () => 1),
  plain("thread", "number", "connection", () => 1),
  plain("stopping", "truth", "connection", ({ world }) => world?.stopping() ?? false),
  asked({ name: "date", ...number, parameters: ["number", "text"] }, (view, [offset = "", unit = ""]) => {
    const seconds = dateUs(view) / 1e6 + (unit === "" || unit === "s" ? Number(offset) : 0);
    if (unit === "ms") return Math.floor(dateUs(view) / 1000) + Number(offset);
    return unit === "us" ? Math.floor(dateUs(view)) + Number(offset) : Math.floor(seconds);
  }),
  plain("date_us", "number", "connection", (view) => Math.floor(dateUs(view)) % 1_000_000),
  asked({ name: "rand", ...number, parameters: ["number"] }, ({ world }, [range = ""]) =>
    Math.floor((world?.random() ?? 0) * (range === "" ? 2 ** 32 : Number(range))),
  ),
  {
    name: "uuid",
    gives: "text",
    layer: "connection",
    parameters: ["number"],
    refuses: ([version = ""]) => (version === "" || version === "4" ? undefined : version),
    compile: () => ({ one: ({ world }) => world && uuidOf(world) }),
  },
  {
    name: "env",
    gives: "text",
    layer: "connection",
    parameters: ["text"],
    required: 1,
    compile: ([name = ""]) => ({ one: ({ world }) => world?.environment(name) }),
  },
];

function dateUs({ world }: RequestView): number {
  return (world?.dateMs() ?? 0) * 1000;
}

/** A random one: RFC 9562 §5.4. */
function uuidOf(world: World): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(world.random() * 16).toString(16));
  digits[12] = "4";
  digits[16] = "89ab"[Math.floor(world.random() * 4)] ?? "8";
  const text = digits.join("");
  const parts = [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)];
  return parts.join("-");
}
