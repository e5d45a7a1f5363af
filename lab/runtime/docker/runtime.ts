import type { Text } from "../../../agent/base/text.ts";
import { ensureImage } from "../../image/image.ts";
import type { Missing, Preparation, Runtime } from "../runtime.ts";
import { findEngine, isReachable, noEngine, requireEngine, tooOld } from "./engine.ts";
import { startDockerLab } from "./lab.ts";
import type { NetworkKind } from "./network.ts";
import { heldSubnet } from "./open-network.ts";
import { sweepLeftovers } from "./sweep.ts";

/** Containers of Docker, on networks of this kind; without one, the kind that fits. */
export function dockerOn(network: NetworkKind | undefined): Runtime {
  return {
    name: "docker",
    missing: missingForDocker,
    prepare: (preparation) => prepare(preparation, network),
    startLab: (plan) => startDockerLab(plan, network),
    sweep: sweepLeftovers,
  };
}

export const docker = dockerOn(undefined);

async function missingForDocker(): Promise<readonly Missing[]> {
  const engine = await findEngine();
  const missing = engine === undefined ? noEngine : await tooOld(engine);
  return missing === undefined ? [] : [missing];
}

async function prepare({ networks, signal, progress }: Preparation, network: NetworkKind | undefined) {
  const engine = await requireEngine();
  await ensureImage({ engine, signal, progress });
  const held = network === "bridge" ? undefined : await heldSubnet(engine, networks);
  if (held !== undefined && (await isReachable(engine))) progress(cablesText(held));
}

function cablesText({ subnet, holder }: { readonly subnet: string; readonly holder: string }): Text {
  return {
    fr: `Le réseau ${subnet} est tenu par le réseau Docker ${holder} : ce labo reçoit ses propres câbles`,
    en: `The subnet ${subnet} is held by the Docker network ${holder}: this lab gets cables of its own`,
  };
}
