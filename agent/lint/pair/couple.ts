import type { VrrpInstance } from "../../config/keepalived/config.ts";
import type { Line } from "../../config/keepalived/tree.ts";
import { instancesOf } from "../place.ts";
import type { Member } from "../rule.ts";

/** An instance of one node. */
export interface Side {
  readonly member: Member;
  readonly instance: VrrpInstance;
  readonly block: Line;
}

export type Couple = readonly [Side, Side];

/** The instances of two nodes that are meant for each other: of one router id, else of one name, else the only ones left. */
export function couplesOf([first, second]: readonly [Member, Member]): readonly Couple[] {
  const sidesOf = (member: Member) => instancesOf(member).map((found) => ({ member, ...found }));
  const [own, others] = [sidesOf(first), sidesOf(second)];
  const ids = (sides: readonly Side[]) => new Set(sides.map(({ instance }) => instance.virtualRouterId));
  const [here, there] = [ids(own), ids(others)];
  const left = others.filter(({ instance }) => !here.has(instance.virtualRouterId));
  const alone = own.filter(({ instance }) => !there.has(instance.virtualRouterId)).length === 1;
  return own.flatMap((side): readonly Couple[] => {
    const { virtualRouterId, name } = side.instance;
    const other = there.has(virtualRouterId)
      ? others.find(({ instance }) => instance.virtualRouterId === virtualRouterId)
      : (left.find(({ instance }) => instance.name === name) ?? (alone ? left[0] : undefined));
    return other === undefined ? [] : [[side, other]];
  });
}

/** Each side with the one across. */
export function bothWays([first, second]: Couple): readonly Couple[] {
  return [
    [first, second],
    [second, first],
  ];
}
