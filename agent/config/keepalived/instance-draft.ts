import type { NotifyKind, NotifyScript, VirtualAddress, VrrpInstance } from "./config.ts";
import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";

/** An instance while its block is read. */
export interface InstanceDraft {
  readonly name: Word;
  initialState: VrrpInstance["initialState"];
  interfaceName?: Word;
  virtualRouterId?: number;
  priority: number;
  advertMs: number;
  authType?: { readonly type: "PASS" | "AH"; readonly at: Word };
  password?: Word;
  readonly virtualAddresses: { readonly address: VirtualAddress; readonly at: Word }[];
  readonly trackScripts: Statement[];
  readonly notify: Partial<Record<NotifyKind, NotifyScript>>;
  nopreempt?: Word;
  preemptDelayMs: number;
}

/** The defaults of keepalived.conf(5). */
export function instanceDraft(name: Word): InstanceDraft {
  return {
    name,
    initialState: "BACKUP",
    priority: 100,
    advertMs: 1000,
    virtualAddresses: [],
    trackScripts: [],
    notify: {},
    preemptDelayMs: 0,
  };
}
