import type { OptionSpec } from "./command.ts";

/** What the commands for standing labs share. */
export const standingOptions = {
  name: {
    kind: "text",
    value: "name",
    summary: {
      fr: "quel labo, quand plusieurs sont debout",
      en: "which lab, when several stand",
    },
  },
} as const satisfies Record<string, OptionSpec>;
