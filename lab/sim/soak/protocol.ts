import { parseKeepalived } from "../../../agent/config/keepalived/parse.ts";
import { decodeAdvert } from "../../../agent/vrrp/packet.ts";
import { strike } from "../fault.ts";
import { ideal } from "../timing.ts";
import { SimWorld } from "../world.ts";
import { addressOf, configText, nameOf, type Setup } from "./setup.ts";
import type { Story } from "./story.ts";
import { faultStories } from "./story-fault.ts";
import { settingStories } from "./story-setting.ts";

/** What an advert on the wire says, and when. */
interface Heard {
  readonly atMs: number;
  readonly from: string;
  readonly priority: number;
}

/** The names of the stories that end otherwise than the RFC has it, with what was seen. */
export function protocolMistakes(): readonly string[] {
  return [...faultStories, ...settingStories].flatMap((story) => {
    const { moves, adverts } = play(story);
    const told = moves.map(([atMs, change]) => `${round(atMs)} ${change}`).join(", ");
    const wanted = story.owners.map(([atMs, change]) => `${round(atMs)} ${change}`).join(", ");
    return [
      ...(told === wanted ? [] : [`${story.name}: ${told} instead of ${wanted}`]),
      ...paceMistake(story, adverts),
    ];
  });
}

function play({ version, routers, faults }: Story) {
  const setup: Setup = {
    ...{ seed: 1, version, unicast: false, watch: false, timing: ideal, schedule: [], untilMs: 60_000 },
    routers: routers.map((router) => ({
      priority: 100,
      advertMs: 1000,
      nopreempt: false,
      preemptDelayMs: 0,
      clockRate: 1,
      ...router,
    })),
  };
  const nodes = setup.routers.map((_, index) => ({
    name: nameOf(index),
    interfaces: [{ name: "eth0", address: addressOf(index) }],
    keepalived: parseKeepalived(configText(setup, index), "keepalived.conf").config,
  }));
  const ear = { name: "ear", interfaces: [{ name: "eth0", address: "10.0.0.9" }] };
  const world = new SimWorld({ nodes: [...nodes, ear], timing: ideal }, 1);
  const moves: [number, string][] = [];
  const adverts: Heard[] = [];
  world.watcher = {
    address: ({ name }, _, __, action) =>
      void moves.push([world.nowMs, `${action === "add" ? "+" : "-"}${name}`]),
  };
  const [at] = world.node("ear").interfaces.values();
  if (at !== undefined) {
    at.onFrame = (frame, from) => {
      if (frame.kind !== "vrrp") return;
      const decoded = decodeAdvert(frame.packet.payload, frame.packet);
      if (decoded.ok)
        adverts.push({ atMs: world.nowMs, from: from.host.name, priority: decoded.advert.priority });
    };
  }
  for (const { atMs, fault } of faults) world.timeline.at(atMs, () => strike(world, fault));
  world.start();
  world.runTo(setup.untilMs);
  return { moves, adverts };
}

/** At the end, when all is quiet: one advert an interval, of the owner. */
function paceMistake({ name, routers, owners }: Story, adverts: readonly Heard[]): readonly string[] {
  const owner =
    ["r1", "r2"].find((router) => owners.findLast(([, change]) => change.endsWith(router))?.[1][0] === "+") ??
    "";
  const { advertMs = 1000 } = routers[Number(owner.slice(1)) - 1] ?? {};
  const late = adverts.filter(({ atMs }) => atMs > 50_000);
  const expected = 10_000 / advertMs;
  const strange = late.find(({ from }) => from !== owner);
  if (strange !== undefined) return [`${name}: ${strange.from} sends adverts, the owner is ${owner}`];
  return Math.abs(late.length - expected) <= 1
    ? []
    : [`${name}: ${late.length} adverts in 10 s instead of ${expected}`];
}

function round(ms: number): string {
  return ms.toFixed(3);
}
