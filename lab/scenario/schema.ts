import { z } from "zod";
import { says } from "../document/issue.ts";
import { stepSchemas } from "../run/step/schema.ts";
import { duration, httpUrl, shortName } from "./written.ts";

const title = z.strictObject({ en: z.string(), fr: z.string() });

const load = z.strictObject({
  vip: z.strictObject({ ratePerSecond: z.number().int().min(10).max(5000) }),
  http: z.strictObject({
    url: httpUrl,
    ratePerSecond: z.number().int().min(1).max(1000),
    deadline: duration,
  }),
});

/** One key each: `- steady: 2s`. */
const step = z.strictObject(stepSchemas).refine(
  (keys) => Object.keys(keys).length === 1,
  says({
    fr: `une étape a exactement une clé : ${Object.keys(stepSchemas).join(", ")}`,
    en: `a step has exactly one key: ${Object.keys(stepSchemas).join(", ")}`,
  }),
);

/** A check by its name, or its name with options: `- outage: { max: 4s }`. */
const expectation = z.union([z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))]);

export const scenarioSchema = z
  .strictObject({
    name: shortName,
    title,
    topology: z.string(),
    load,
    warmup: duration,
    before: z.array(step).default([]),
    trial: z.array(step).min(1),
    expect: z.array(expectation),
    exercise: z.boolean().default(false),
  })
  .meta({
    title: "bascule scenario",
    description: "A topology, a load on it, faults, and what is expected.",
  });

export type ScenarioFile = z.output<typeof scenarioSchema>;
export type Step = z.output<typeof step>;
