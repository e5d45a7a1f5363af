import type { Text } from "../../agent/base/text.ts";
import { labError } from "../errors.ts";
import { runtimes } from "../runtime/index.ts";
import type { Runtime, RuntimeName } from "../runtime/runtime.ts";

/** What the user said of where the lab is built. */
export interface RuntimeWish {
  readonly runtime: RuntimeName | undefined;
  /** `--network`: of Docker's networks. */
  readonly network: "macvlan" | "bridge" | undefined;
}

/** @throws LabError ERR_USAGE when a network of Docker is asked for elsewhere */
export async function chooseRuntime({ runtime, network }: RuntimeWish): Promise<Runtime> {
  if (network === undefined) return runtimes[runtime ?? "netns"];
  if (runtime !== undefined && runtime !== "docker") throw labError("ERR_USAGE", onlyDocker(runtime));
  const { dockerOn } = await import("../runtime/docker/runtime.ts");
  return dockerOn(network);
}

function onlyDocker(runtime: RuntimeName): Text {
  return {
    fr: `« --network » choisit un réseau de Docker et ne va pas avec « --runtime ${runtime} ». Retirez l'un des deux.`,
    en: `"--network" chooses a network of Docker and does not go with "--runtime ${runtime}". Remove one of them.`,
  };
}
