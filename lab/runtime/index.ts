import { docker } from "./docker/runtime.ts";
import { netns } from "./netns/runtime.ts";
import type { Runtime, RuntimeName } from "./runtime.ts";

/** Every runtime; a new one is one file and one row here. */
export const runtimes = { netns, docker } as const satisfies Record<RuntimeName, Runtime>;
