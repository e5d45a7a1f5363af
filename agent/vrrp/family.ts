import type { Family } from "../base/family.ts";
import type { ChecksumReading } from "./advert-checksum.ts";
import type { VrrpSettings } from "./state.ts";

/** What VRRP does in one way over IPv4 and in another over IPv6. */
interface VrrpFamily {
  /** Where adverts go: RFC 9568 §5.1.1.2, §5.1.2.2. */
  readonly group: string;
  /** Behind the addresses of version 2. Version 2 over IPv6 is in no RFC: this is what keepalived 2.2.7 sends. */
  readonly authenticationBytes: number;
  /** Which checksums count, by version; the first is the one to send. */
  readonly checksums: Readonly<Record<2 | 3, readonly [ChecksumReading, ...ChecksumReading[]]>>;
}

export const vrrpFamilies: Readonly<Record<Family, VrrpFamily>> = {
  4: {
    group: "224.0.0.18",
    authenticationBytes: 8,
    checksums: { 2: ["payload"], 3: ["pseudo-header", "payload"] },
  },
  6: {
    group: "ff02::12",
    authenticationBytes: 0,
    checksums: { 2: ["pseudo-header"], 3: ["pseudo-header"] },
  },
};

/** The multicast group of an instance: that of its family, unless the file names another. */
export function groupOf({ family, group }: Pick<VrrpSettings, "family" | "group">): string {
  return group ?? vrrpFamilies[family].group;
}
