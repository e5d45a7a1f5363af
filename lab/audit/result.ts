import { z } from "zod";
import { type AgentCode, agentCodes } from "../../agent/base/errors.ts";
import { proofFaultKinds } from "../oracle/prove/fault.ts";

const text = z.strictObject({ fr: z.string(), en: z.string() });
const range = z.tuple([z.number().min(0), z.number().min(0)]).nullable();
const place = z.number().int().min(1);

const problem = z.strictObject({
  file: z.string(),
  line: place,
  column: place,
  width: place.optional().describe("characters from the column on"),
  severity: z
    .enum(["note", "advice", "mistake", "unsupported", "fatal"])
    .describe(
      "mistake: the original ignores or misreads it; fatal: it does not start; unsupported: only bascule's daemon refuses it",
    ),
  code: z.enum(Object.keys(agentCodes) as [AgentCode, ...AgentCode[]]),
  text,
  instead: z.string().optional().describe("what to write in place of these characters"),
  fix: z
    .array(
      z.strictObject({
        file: z.string(),
        line: place,
        removed: z.number().int().min(0),
        lines: z.array(z.string()),
      }),
    )
    .optional()
    .describe("lines to change: `removed` lines from `line` on give way to `lines`"),
});

const fault = z.strictObject({
  vip: z.string(),
  kind: z.enum([...proofFaultKinds, "none"]).describe("`none`: all is well"),
  node: z.string().nullable(),
  detail: z.string().nullable().describe("the script, interface or service"),
  text,
  ownersAfter: z.array(z.string()).describe("the last to take it comes first"),
  movedMs: range.describe(
    "until the new owner has it, over the moments at which the fault may strike; null: it does not move",
  ),
  outageMs: range.describe("how long nobody has the address; null: for ever"),
  watched: z
    .strictObject({ movedMs: range, outageMs: range })
    .nullable()
    .describe("the same between two of bascule's daemons that watch each other; null: it does not move"),
  back: z
    .strictObject({ text, owners: z.array(z.string()), movedMs: range, outageMs: range })
    .nullable()
    .describe("once the fault is over; movedMs null: the address stays where it is"),
  verdict: z.enum(["pass", "warn", "fail"]),
  reason: text.nullable(),
});

/** What `bascule check --json` writes; version 0 until the harness is complete. */
const auditSchema = z.strictObject({
  version: z.literal(0),
  nodes: z.array(
    z.strictObject({ name: z.string(), keepalived: z.string().nullable(), haproxy: z.string().nullable() }),
  ),
  proof: z
    .array(
      z.strictObject({ nodes: z.array(z.string()), owner: z.string().nullable(), faults: z.array(fault) }),
    )
    .describe("one for each pair of nodes"),
  problems: z.array(problem),
  verdict: z.enum(["pass", "fail", "refused"]).describe("refused: a daemon does not start with such a file"),
});

/** The text of `audit.schema.json`; a test compares them, `vitest --update` writes it anew. */
export function auditJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(auditSchema, { target: "draft-7" }), null, 2)}\n`;
}
