import { parseKeepalived } from "../../../agent/config/keepalived/parse.ts";
import { strike } from "../fault.ts";
import { SimWorld } from "../world.ts";
import { Referee, type Violation } from "./referee.ts";
import { addressOf, configText, nameOf, type Setup } from "./setup.ts";

/** Plays a random world; the first violation of an invariant ends it. */
export function playSetup(setup: Setup): Violation | undefined {
  const nodes = setup.routers.map(({ clockRate }, index) => ({
    name: nameOf(index),
    interfaces: [{ name: "eth0", address: addressOf(index) }],
    keepalived: parseKeepalived(configText(setup, index), `${nameOf(index)}.conf`).config,
    clockRate,
  }));
  const gateway = { name: "gateway", interfaces: [{ name: "eth0", address: "10.0.0.254" }] };
  const world = new SimWorld({ nodes: [...nodes, gateway], timing: setup.timing }, setup.seed);
  const referee = new Referee(setup, world);
  for (const { atMs, fault } of setup.schedule) {
    world.timeline.at(atMs, () => {
      referee.disturbed(fault);
      strike(world, fault);
    });
  }
  world.start();
  world.runTo(setup.untilMs, () => referee.violation !== undefined);
  return referee.violation;
}
