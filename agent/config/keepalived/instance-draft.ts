import type { Family } from "../../base/family.ts";
import type { ConductDraft } from "./conduct.ts";
import type { VirtualAddress, VrrpInstance } from "./config.ts";
import type { GarpDraft } from "./garp.ts";
import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { NotifyKind, NotifyScript } from "./notify-config.ts";
import type { TrackListDraft } from "./track-list.ts";
import { type UnicastDraft, unicastDraft } from "./unicast.ts";
import type { VirtualMacDraft } from "./virtual-mac.ts";
import type { VirtualRouteDraft } from "./virtual-route.ts";
import type { WatchDraft } from "./watch.ts";

/** Seconds, and where they stand. */
interface Measured {
  readonly seconds: number;
  readonly at: Word;
}

interface AddressAt {
  readonly address: VirtualAddress;
  readonly at: Word;
}

/** An instance while its block is read. */
export interface InstanceDraft extends TrackListDraft, VirtualRouteDraft {
  readonly name: Word;
  initialState: VrrpInstance["initialState"];
  interfaceName?: Word;
  virtualRouterId?: number;
  priority: number;
  /** As soon as a line has said it. */
  family?: Family;
  /** `mcast_dst_ip`. */
  group?: { readonly address: string; readonly at: Word };
  advertInt?: Measured;
  version?: 2 | 3 | undefined;
  strict?: boolean;
  authType?: { readonly type: "PASS" | "AH"; readonly at: Word };
  password?: Word;
  readonly virtualAddresses: AddressAt[];
  readonly excludedAddresses: AddressAt[];
  readonly trackScripts: Statement[];
  readonly trackInterfaces: Statement[];
  readonly garp: GarpDraft;
  readonly conduct: ConductDraft;
  readonly unicast: UnicastDraft;
  readonly virtualMac: VirtualMacDraft;
  readonly watch: WatchDraft;
  readonly notify: Partial<Record<NotifyKind, NotifyScript>>;
  notifyDeleted?: true;
  accept?: boolean;
  notifyPriorityChanges?: boolean;
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
    excludedAddresses: [],
    trackScripts: [],
    trackInterfaces: [],
    virtualRoutes: [],
    virtualRules: [],
    trackFiles: [],
    trackProcesses: [],
    garp: {},
    conduct: {},
    unicast: unicastDraft(),
    virtualMac: {},
    watch: {},
    notify: {},
  };
}
