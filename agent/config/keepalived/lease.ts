import type { GlobalDraft } from "./global.ts";
import type { KeywordTable } from "./keyword.ts";
import { ourSwitch } from "./our-switch.ts";

/** The lease in the kernel (docs/failover.md), one for all instances. */
export const globalLeaseKeywords: KeywordTable<GlobalDraft> = {
  lease: ourSwitch(
    ({ defs }, on) => {
      defs.lease = on;
    },
    {
      fr: "on (par défaut) ou off : le bail du noyau, sans lequel un démon figé répond encore (docs/failover.md).",
      en: "on (default) or off: the lease in the kernel, without which a daemon that hangs goes on answering (docs/failover.md).",
    },
  ),
};
