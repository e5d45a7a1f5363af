import { z } from "zod";

const range = z.tuple([z.number(), z.number()]);
const ms = z.number().min(0);
const decider = z.enum(["watch", "protocol"]).nullable();

const fault = z.strictObject({
  fault: z.string().describe("`kill`, …; the healing of it is `kill:heal`"),
  target: z.string(),
  phase: z
    .number()
    .nullable()
    .describe("time since the owner's last advert, as a share of the advert interval"),
  outageMs: ms
    .nullable()
    .describe(
      "longest gap between good replies less the probe interval and the probe's own pauses; null: did not come back",
    ),
  resolutionMs: ms,
  pausedMs: ms.describe("for how long the probe itself sent nothing; not part of the outage"),
  lost: z.int().min(0),
  late: z.int().min(0),
  sent: z.int().min(0),
  oldOwner: z.string().nullable(),
  newOwner: z.string().nullable(),
  dualOwnerMs: ms.nullable().describe("null: not measured"),
  predictedMs: range.nullable().describe("null: the oracle has no prediction for this fault"),
  decidedBy: decider.describe(
    "what told the successor: the watch connection, or the timer of VRRP; null: neither",
  ),
  protocolMs: ms.nullable().describe("how long VRRP alone would have taken; null: nobody fell silent"),
});

const moment = z.strictObject({
  atMs: z.number().describe("milliseconds since the fault took effect"),
  node: z.string(),
  kind: z.string(),
  detail: z.string(),
});

const trial = z.strictObject({
  index: z.int().min(0),
  void: z.string().optional().describe("why this trial does not count"),
  faults: z.array(fault),
  timeline: z.array(moment),
});

const summary = z.strictObject({
  fault: z.string(),
  target: z.string(),
  n: z.int().min(0).describe("trials that count"),
  void: z.int().min(0).describe("trials that do not"),
  medianMs: ms.nullable(),
  p1Ms: ms.nullable(),
  p99Ms: ms.nullable(),
  minMs: ms.nullable(),
  maxMs: ms.nullable(),
  ci95Ms: range.nullable().describe("of the median, by order statistics"),
  predictedMs: range.nullable(),
  decidedBy: decider.describe("outages of the two ways are never summed up together"),
});

const expectation = z.strictObject({
  name: z.string(),
  verdict: z.enum(["pass", "fail", "unknown"]),
  expected: z.string(),
  actual: z.string(),
});

/** What `--json` gives. Version 0 may still change; times are milliseconds, texts English whatever the language. */
export const resultSchema = z
  .strictObject({
    version: z.literal(0),
    scenario: z.string(),
    topology: z.string(),
    runtime: z.string(),
    stack: z.string(),
    seed: z.int(),
    host: z.strictObject({ kernel: z.string(), cpus: z.int(), node: z.string() }),
    trials: z.array(trial),
    summary: z.array(summary),
    distribution: z.record(
      z.string(),
      z.strictObject({ requests: z.int().min(0), share: z.number(), expectedShare: z.number() }),
    ),
    expectations: z.array(expectation),
  })
  .meta({ title: "bascule result", description: "What a run of bascule found." });

export type Result = z.output<typeof resultSchema>;
