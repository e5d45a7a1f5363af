import { createHash, createHmac } from "node:crypto";
import type { World } from "../../../agent/acl/world.ts";
import { calendarOf } from "../../../agent/drive/rule-world.ts";
import type { TableSpec } from "../../../agent/stick/spec.ts";
import { StickTable } from "../../../agent/stick/table.ts";

/** A world whose clock stands where it is put, and whose dice always show the same. */
export function worldOf(specs: readonly Partial<TableSpec>[] = []): World & { timeMs: number } {
  const tables = specs.map((spec) => new StickTable({ ...usual, ...spec }));
  const world = {
    timeMs: 0,
    variables: new Map(),
    hostName: "here",
    processId: 7,
    nowMs: (): number => world.timeMs,
    dateMs: (): number => 1_700_000_000_000 + world.timeMs,
    calendar: calendarOf,
    random: () => 0.5,
    stopping: () => false,
    environment: (name: string) => (name === "HOME" ? "/root" : undefined),
    backend: () => undefined,
    frontend: () => undefined,
    table: (name: string) => tables.find((table) => table.spec.name === name),
    digest: (algorithm: string, bytes: string, key?: string) => {
      const hash =
        key === undefined ? createHash(algorithm) : createHmac(algorithm, Buffer.from(key, "latin1"));
      return hash.update(bytes, "latin1").digest("latin1");
    },
  };
  return world;
}

const usual: TableSpec = {
  name: "t",
  type: "ip",
  length: 32,
  size: 100,
  expireMs: 10_000,
  keepsOld: false,
  serverKey: "name",
  stored: [],
};
