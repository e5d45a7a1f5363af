import { connect } from "../../wire/connect.ts";
import { bridgeLines, unplugLines } from "../../wire/switch-command.ts";
import { bridgeName, cablesOf } from "../netns/cable.ts";
import type { LabPlan } from "../runtime.ts";
import type { LabNetwork } from "./network.ts";
import { openSwitchboard } from "./switchboard.ts";

/** The lab's own switches and cables, for containers without a network: any number of labs may use one subnet. */
export async function openCableNetwork(plan: LabPlan): Promise<LabNetwork> {
  await using opening = new AsyncDisposableStack();
  const { ip } = opening.use(await openSwitchboard(plan.id));
  await ip.run(plan.networks.flatMap(({ name }) => bridgeLines(bridgeName(plan, name))));
  const opened = opening.move();
  return {
    attachment: () => ({ mode: "none", options: {} }),
    connect: (node, pid) => connect(ip, pid, cablesOf(plan, node)),
    disconnect: async (node) => {
      await ip.attempt(cablesOf(plan, node).flatMap(unplugLines));
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
