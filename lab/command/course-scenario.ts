import { fileURLToPath } from "node:url";

/** The exercise of the course. */
export const courseScenario = fileURLToPath(new URL("../../scenarios/course.yaml", import.meta.url));
