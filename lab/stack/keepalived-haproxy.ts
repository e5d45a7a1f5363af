import { missingPrograms } from "../runtime/program.ts";
import type { Stack } from "./stack.ts";

const daemons = ["keepalived", "haproxy"].map((program) => ({ program, debianPackage: program }));

/** The distribution's daemons, found on the nodes' PATH as on any Debian machine: the yardstick. */
export const keepalivedHaproxy: Stack = {
  title: { fr: "keepalived et HAProxy de la distribution", en: "the distribution's keepalived and HAProxy" },
  commands: {},
  refuses: ["fatal"],
  missing: () => missingPrograms(daemons),
};
