import { writeFileSync } from "node:fs";
import { resultJsonSchema } from "./json-schema.ts";

writeFileSync(new URL("./result.schema.json", import.meta.url), resultJsonSchema());
