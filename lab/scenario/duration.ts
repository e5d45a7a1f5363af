import { z } from "zod";

const unitMs = { ms: 1, s: 1000, m: 60_000 } as const;

/** `250ms`, `1.5s`, `2m`: milliseconds as a number. */
export const duration = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s|m)$/, { error: "a duration with its unit, for example 500ms, 3s or 1.5m" })
  .transform((written) => {
    const unit = /[a-z]+$/.exec(written)?.[0] as keyof typeof unitMs;
    return Number.parseFloat(written) * unitMs[unit];
  });
