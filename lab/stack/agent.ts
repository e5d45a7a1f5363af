import { fileURLToPath } from "node:url";
import type { Stack } from "./stack.ts";

const programOf = (file: string) => fileURLToPath(new URL(`../../agent/${file}`, import.meta.url));

/** bascule's own daemons, under the names of the originals. */
export const agent: Stack = {
  title: { fr: "l'agent de bascule (VRRP et HTTP)", en: "bascule's agent (VRRP and HTTP)" },
  commands: { keepalived: programOf("keepalived.ts"), haproxy: programOf("haproxy.ts") },
  refuses: ["fatal", "unsupported"],
  watches: true,
  missing: async () => [],
};
