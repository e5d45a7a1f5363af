import type { Text } from "../../../agent/base/text.ts";
import { ensureImage } from "../../image/image.ts";
import type { Missing, Preparation, Runtime } from "../runtime.ts";
import { startDockerLab } from "./lab.ts";
import type { NetworkKind } from "./network.ts";
import { checkBridge, heldSubnet, networkKind } from "./open-network.ts";
import { sweepLeftovers } from "./sweep.ts";
import { requireEngine, usableEngine } from "./usable-engine.ts";

/** Containers of Docker, on networks of this kind; without one, the kind that fits. */
export function dockerOn(network: NetworkKind | undefined): Runtime {
  return {
    name: "docker",
    bringsPrograms: true,
    missing: missingForDocker,
    prepare: (preparation) => prepare(preparation, network),
    startLab: (plan) => startDockerLab(plan, network),
    sweep: sweepLeftovers,
  };
}

export const docker = dockerOn(undefined);

async function missingForDocker(): Promise<readonly Missing[]> {
  const { missing } = await usableEngine();
  return missing === undefined ? [] : [missing];
}

async function prepare({ networks, signal, progress }: Preparation, network: NetworkKind | undefined) {
  const engine = await requireEngine();
  const kind = await networkKind(engine, network);
  if (kind === "bridge") await checkBridge(engine, networks); // before anybody waits for an image
  await ensureImage({ engine, signal, progress });
  const held = kind === "macvlan" ? await heldSubnet(engine, networks) : undefined;
  if (held !== undefined) progress(cablesText(held));
}

function cablesText({ subnet, holder }: { readonly subnet: string; readonly holder: string }): Text {
  return {
    fr: `Le réseau ${subnet} est tenu par le réseau Docker ${holder} : ce labo reçoit ses propres câbles`,
    en: `The subnet ${subnet} is held by the Docker network ${holder}: this lab gets cables of its own`,
  };
}
