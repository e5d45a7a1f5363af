import type { SampleKind } from "../../acl/sample.ts";
import type { KeyType } from "../../stick/spec.ts";
import { type HaproxyRule, perBack } from "./rule.ts";

/** Kinds of keys that no table of these types can hold. */
const unfit: Readonly<Partial<Record<KeyType, readonly SampleKind[]>>> = {
  ip: ["truth", "binary"],
  ipv6: ["truth", "binary"],
  integer: ["binary"],
};

/** `stick` takes a key that its table cannot hold. */
export const stickType: HaproxyRule = {
  name: "stick-type",
  find: perBack((proxy, file, report) => {
    const tables = [
      ...file.proxies.flatMap(({ stickTable }) => stickTable ?? []),
      ...file.peers.flatMap((section) => section.tables),
    ];
    for (const rule of proxy.stickRules) {
      const table = tables.find(({ name }) => name === rule.table);
      if (!table || !unfit[table.type]?.includes(rule.gives)) continue;
      report.fatal(rule, "ERR_CONFIG_VALUE", {
        fr: `La table "${table.name}" est de type ${table.type} et ne peut pas retenir cette valeur. Changez "type", ou la clé.`,
        en: `The table "${table.name}" is of type ${table.type} and cannot keep this value. Change "type", or the key.`,
      });
    }
  }),
};
