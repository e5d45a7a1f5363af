import type { StoredData } from "./data.ts";

export const keyTypes = ["ip", "ipv6", "integer", "string", "binary"] as const;
export type KeyType = (typeof keyTypes)[number];

/** A `stick-table` line, read. */
export interface TableSpec {
  /** That of its section, or `PEERS/NAME`. */
  readonly name: string;
  readonly type: KeyType;
  /** Characters of a key that count: of `string` and `binary`. */
  readonly length: number;
  readonly size: number;
  /** Undefined: entries stay. */
  readonly expireMs?: number;
  /** A full table takes no new entries; else the oldest make room. */
  readonly keepsOld: boolean;
  readonly peers?: string;
  readonly serverKey: "name" | "addr";
  readonly stored: readonly StoredData[];
}
