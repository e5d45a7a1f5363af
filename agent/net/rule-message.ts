import type { Family } from "../base/family.ts";
import { encodeAttribute, encodeMessage } from "./netlink-codec.ts";
import {
  bytesOf,
  familyNumbers,
  requestFlag as flag,
  numbers,
  optional,
  type Prefix,
  tableByte,
  text,
} from "./route-attribute.ts";

/** rtnetlink(7). */
const messageType = { newRule: 32, delRule: 33 } as const;
/** `FIB_RULE_INVERT`. */
const invertFlag = 2;
/** `FR_ACT_…` and `FRA_…` of fib_rules.h. */
const ruleActions = { table: 1, goto: 2, blackhole: 6, unreachable: 7, prohibit: 8 } as const;
const rule = {
  ...{
    to: 1,
    from: 2,
    incoming: 3,
    target: 4,
    preference: 6,
    mark: 10,
    realms: 11,
    tunnel: 12,
    suppressGroup: 13,
    suppress: 14,
    table: 15,
  },
  ...{
    mask: 16,
    outgoing: 17,
    l3mdev: 19,
    users: 20,
    protocol: 21,
    ipProtocol: 22,
    sourcePorts: 23,
    destinationPorts: 24,
  },
} as const;

/** A rule to set or remove: ip-rule(8). */
export interface RuleRequest {
  readonly family: Family;
  readonly action: keyof typeof ruleActions;
  readonly preference: number;
  readonly protocol: number;
  readonly table?: number;
  /** In place of a table: that of the VRF which the packet's interface belongs to. */
  readonly l3mdev?: true;
  /** Of `goto`. */
  readonly target?: number;
  readonly from?: Prefix;
  readonly to?: Prefix;
  readonly inverted?: true;
  readonly incoming?: string;
  readonly outgoing?: string;
  readonly mark?: { readonly value: number; readonly mask?: number };
  readonly realms?: number;
  readonly tos?: number;
  readonly suppressPrefixLength?: number;
  /** `suppress_ifgroup`. */
  readonly suppressGroup?: number;
  readonly users?: readonly [number, number];
  readonly ipProtocol?: number;
  readonly sourcePorts?: readonly [number, number];
  readonly destinationPorts?: readonly [number, number];
}

/** RTM_NEWRULE (refused with EEXIST when it is there) or RTM_DELRULE: `struct fib_rule_hdr`, then attributes. */
export function encodeRule(action: "set" | "remove", request: RuleRequest, sequence: number): Uint8Array {
  const { family, from, to, tos = 0, table = 0 } = request;
  const body = new Uint8Array(12);
  body.set([familyNumbers[family], to?.prefixLength ?? 0, from?.prefixLength ?? 0, tos]);
  body.set([tableByte(table), 0, 0, ruleActions[request.action]], 4);
  if (request.inverted) new DataView(body.buffer).setUint32(8, invertFlag, true);
  const type = action === "set" ? messageType.newRule : messageType.delRule;
  const flags = flag.request | flag.ack | (action === "set" ? flag.create | flag.exclusive : 0);
  return encodeMessage(type, flags, sequence, [body, ...ruleAttributes(request)]);
}

function ruleAttributes(request: RuleRequest): readonly Uint8Array[] {
  const shorts = (range: readonly number[]) => new Uint8Array(Uint16Array.from(range).buffer);
  return [
    encodeAttribute(rule.preference, numbers(request.preference)),
    encodeAttribute(rule.protocol, Uint8Array.of(request.protocol)),
    ...optional(rule.from, request.from?.address, bytesOf),
    ...optional(rule.to, request.to?.address, bytesOf),
    ...optional(rule.table, request.table, numbers),
    ...optional(rule.l3mdev, request.l3mdev, () => Uint8Array.of(1)),
    ...optional(rule.target, request.target, numbers),
    ...optional(rule.incoming, request.incoming, text),
    ...optional(rule.outgoing, request.outgoing, text),
    ...optional(rule.mark, request.mark?.value, numbers),
    ...optional(rule.mask, request.mark?.mask, numbers),
    ...optional(rule.realms, request.realms, numbers),
    ...optional(rule.suppressGroup, request.suppressGroup, numbers),
    ...optional(rule.suppress, request.suppressPrefixLength, numbers),
    ...optional(rule.users, request.users, (range) => numbers(...range)),
    ...optional(rule.ipProtocol, request.ipProtocol, (number) => Uint8Array.of(number)),
    ...optional(rule.sourcePorts, request.sourcePorts, shorts),
    ...optional(rule.destinationPorts, request.destinationPorts, shorts),
  ];
}
