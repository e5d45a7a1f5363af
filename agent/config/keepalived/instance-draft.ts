import type { NotifyKind, NotifyScript, VirtualAddress, VrrpInstance } from "./config.ts";
import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";

/** Seconds, and where they stand. */
interface Measured {
  readonly seconds: number;
  readonly at: Word;
}

/** An instance while its block is read. */
export interface InstanceDraft {
  readonly name: Word;
  initialState: VrrpInstance["initialState"];
  interfaceName?: Word;
  virtualRouterId?: number;
  priority: number;
  advertInt?: Measured;
  version?: 2 | 3 | undefined;
  strict?: boolean;
  authType?: { readonly type: "PASS" | "AH"; readonly at: Word };
  password?: Word;
  readonly virtualAddresses: { readonly address: VirtualAddress; readonly at: Word }[];
  readonly trackScripts: Statement[];
  readonly notify: Partial<Record<NotifyKind, NotifyScript>>;
  nopreempt?: Word;
  preemptDelay?: Measured;
}

/** The defaults of keepalived.conf(5). */
export function instanceDraft(name: Word): InstanceDraft {
  return {
    name,
    initialState: "BACKUP",
    priority: 100,
    virtualAddresses: [],
    trackScripts: [],
    notify: {},
  };
}
