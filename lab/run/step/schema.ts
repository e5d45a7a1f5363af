import { z } from "zod";
import { says } from "../../document/issue.ts";
import { faults } from "../../fault/index.ts";
import { duration } from "../../scenario/written.ts";

const faultNames = Object.keys(faults) as [keyof typeof faults, ...(keyof typeof faults)[]];

/** `kind` injects a fault into `target`: the name of a node, or `master`, whoever owns the virtual IP then. */
const faultShape = z.strictObject({
  kind: z.enum(faultNames),
  target: z.string(),
  /** The program to strike, as ps(1) names it. */
  process: z.string().optional(),
  /** When: the share of the advert interval since the owner's last advert; `spread` varies it over the trials. */
  phase: z.union([z.literal("spread"), z.number().min(0).lt(1)]).optional(),
});

const fault = faultNames.reduce(
  (schema, name) =>
    schema.refine(
      ({ kind, process }) => kind !== name || wants(name) === (process !== undefined),
      says({
        fr: `la panne « ${name} » ${wants(name) ? "demande « process » : le nom d'un programme" : "ne prend pas « process »"}`,
        en: `the fault "${name}" ${wants(name) ? 'needs "process": the name of a program' : 'takes no "process"'}`,
      }),
    ),
  faultShape,
);

function wants(name: keyof typeof faults): boolean {
  return faults[name].options.includes("process");
}

/** Waits until the address has moved and answers (`takeover`), or is back at its first owner (`failback`). */
const until = z.strictObject({ event: z.enum(["takeover", "failback"]), timeout: duration });

/** What a step of a scenario may be; `index.ts` has what each does. */
export const stepSchemas = {
  fault: fault.optional(),
  /** Undoes the fault of that kind. */
  heal: z.enum(faultNames).optional(),
  until: until.optional(),
  /** Goes on with the load for that long. */
  steady: duration.optional(),
} as const;

export type FaultOptions = z.output<typeof fault>;
export type FaultName = (typeof faultNames)[number];
export type UntilOptions = z.output<typeof until>;
