import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { coursePage } from "./page.ts";

test("docs/course.md says what the table of blocks says, and what the daemons say", async () => {
  await expect(coursePage()).toMatchFileSnapshot(
    fileURLToPath(new URL("../../docs/course.md", import.meta.url)),
  );
});
