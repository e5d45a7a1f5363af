import { expect, test } from "vitest";
import { z } from "zod";
import { scenarioSchema } from "../../../lab/scenario/schema.ts";

/** Editors complete scenarios with it; `vitest run -u` writes it anew. */
test("the JSON Schema in the repository is that of the code", async () => {
  const schema = z.toJSONSchema(scenarioSchema, { io: "input" });
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    "../../../scenarios/scenario.schema.json",
  );
});
