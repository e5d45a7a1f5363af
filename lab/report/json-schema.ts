import { z } from "zod";
import { resultSchema } from "./result.ts";

/** The text of `result.schema.json`; a test compares them, `vitest -u` writes it anew. */
export function resultJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(resultSchema, { target: "draft-7" }), null, 2)}\n`;
}
