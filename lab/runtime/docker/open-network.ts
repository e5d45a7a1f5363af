import { labError } from "../../errors.ts";
import type { LabPlan, NetworkPlan } from "../runtime.ts";
import { openCableNetwork } from "./cable-network.ts";
import type { Engine } from "./engine.ts";
import { fitsEngine, openEngineNetwork } from "./engine-network.ts";
import { networkHolding, routeInto } from "./holder.ts";
import { openParents } from "./macvlan-parent.ts";
import type { LabNetwork, NetworkKind } from "./network.ts";
import { siteOf } from "./usable-engine.ts";

/**
 * The kind asked for. Without one: macvlan where this process may make its parent, else bridge.
 * @throws LabError ERR_LAB_START when the kind asked for is impossible here
 */
export async function networkKind(engine: Engine, wanted: NetworkKind | undefined): Promise<NetworkKind> {
  if (wanted === "bridge") return wanted;
  const { isReachable } = await siteOf(engine);
  if (wanted !== undefined && !isReachable) throw outOfReach(wanted);
  return wanted ?? (isReachable ? "macvlan" : "bridge");
}

/**
 * Networks of the kind asked for, or of the kind that fits. In the place of macvlan the lab lays cables of its own
 * where the engine would refuse a subnet that another network holds, and where the kernel has no macvlan.
 * @throws LabError ERR_LAB_START when the kind asked for is impossible here
 */
export async function openNetwork(
  engine: Engine,
  plan: LabPlan,
  wanted: NetworkKind | undefined,
): Promise<LabNetwork> {
  const kind = await networkKind(engine, wanted);
  if (kind === "bridge") return openBridge(engine, plan);
  if (kind === "cable" || !fitsEngine(plan)) return openCableNetwork(plan);
  return (await openMacvlan(engine, plan)) ?? openCableNetwork(plan);
}

/** Undefined when another network of the engine holds one of the subnets, or the kernel has no macvlan. */
async function openMacvlan(engine: Engine, plan: LabPlan): Promise<LabNetwork | undefined> {
  if ((await heldSubnet(engine, plan.networks)) !== undefined) return undefined;
  await using opening = new AsyncDisposableStack();
  const parents = await openParents(plan);
  if (parents === undefined) return undefined;
  opening.use(parents);
  try {
    const network = opening.use(await openEngineNetwork(engine, plan, "macvlan"));
    const opened = opening.move();
    return { ...network, [Symbol.asyncDispose]: () => opened.disposeAsync() };
  } catch (cause) {
    if ((await heldSubnet(engine, plan.networks)) !== undefined) return undefined; // it came in between
    throw cause;
  }
}

async function openBridge(engine: Engine, plan: LabPlan): Promise<LabNetwork> {
  await checkBridge(engine, plan.networks);
  return openEngineNetwork(engine, plan, "bridge");
}

/** @throws LabError ERR_LAB_START when a bridge would collide with another network of the engine or of the machine */
export async function checkBridge(engine: Engine, networks: readonly NetworkPlan[]): Promise<void> {
  const held = await heldSubnet(engine, networks);
  if (held !== undefined) throw holderText(held);
  for (const { subnet } of networks) {
    const route = process.platform === "linux" ? await routeInto(subnet) : undefined;
    if (route !== undefined) throw routeText(subnet, route);
  }
}

/** The first subnet of these that a network of the engine overlaps with, and that network. */
export async function heldSubnet(engine: Engine, networks: readonly NetworkPlan[]) {
  for (const { subnet } of networks) {
    const holder = await networkHolding(engine, subnet);
    if (holder !== undefined) return { subnet, holder };
  }
  return undefined;
}

function holderText({ subnet, holder }: { readonly subnet: string; readonly holder: string }): Error {
  return labError("ERR_LAB_START", {
    fr: `Le réseau Docker ${holder} tient déjà ${subnet}, et Docker refuse un second réseau. Supprimez-le (docker network rm ${holder}), ou prenez --network macvlan`,
    en: `The Docker network ${holder} holds ${subnet} already, and Docker refuses a second one. Remove it (docker network rm ${holder}), or use --network macvlan`,
  });
}

function routeText(subnet: string, route: string): Error {
  return labError("ERR_LAB_START", {
    fr: `Un pont de Docker sur ${subnet} couperait cette machine de son propre réseau (route ${route}). Prenez --network macvlan`,
    en: `A bridge of Docker on ${subnet} would cut this machine off from its own network (route ${route}). Use --network macvlan`,
  });
}

function outOfReach(kind: NetworkKind): Error {
  return labError("ERR_LAB_START", {
    fr: `Un réseau ${kind} demande root sur la machine même du moteur (ni Docker Desktop, ni Docker sans root). Prenez --network bridge, ou sudo`,
    en: `A ${kind} network needs root on the engine's own machine (not Docker Desktop, nor rootless Docker). Use --network bridge, or sudo`,
  });
}
