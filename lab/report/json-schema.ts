import { z } from "zod";
import { resultSchema } from "./result.ts";

/** The text of `result.schema.json`; `node lab/report/write-schema.ts` writes it, a test compares. */
export function resultJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(resultSchema, { target: "draft-7" }), null, 2)}\n`;
}
