import { agent } from "./agent.ts";
import { keepalivedHaproxy } from "./keepalived-haproxy.ts";
import type { Stack } from "./stack.ts";

/** Every stack; a new one is one file and one row here. */
export const stacks = {
  agent,
  "keepalived-haproxy": keepalivedHaproxy,
} as const satisfies Record<string, Stack>;

export type StackName = keyof typeof stacks;
