import type { Container, ContainerCreateOptions } from "dockerode";
import type { NodePlan } from "../runtime.ts";

/**
 * How the nodes of a lab are joined: `macvlan` and `bridge` by the engine; `cable` by the lab, as in `netns`, for
 * containers without a network of the engine.
 */
export type NetworkKind = "macvlan" | "bridge" | "cable";

export interface LabNetwork extends AsyncDisposable {
  /** What a container is created with. */
  attachment(node: NodePlan): NetworkAttachment;
  /** Joins a created container to what it could not be created with. */
  plug?(node: NodePlan, container: Container): Promise<void>;
  /** Lays the cables to a started container. */
  connect?(node: NodePlan, pid: number): Promise<void>;
  /** Cuts them, so that a killed node answers nothing from here on. */
  disconnect?(node: NodePlan): Promise<void>;
}

export interface NetworkAttachment {
  /** `HostConfig.NetworkMode` */
  readonly mode: string;
  readonly options: Pick<ContainerCreateOptions, "NetworkingConfig" | "MacAddress">;
}
