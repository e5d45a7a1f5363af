import type { Text } from "../../../agent/base/text.ts";
import type { VrrpInstance } from "../../../agent/config/keepalived/config.ts";
import type { OfNode, ProofFault } from "./fault.ts";

/** Its power and its cable. */
export function machineFaults(common: OfNode, { interfaceName }: VrrpInstance): readonly ProofFault[] {
  const { node } = common;
  return [
    {
      ...{ ...common, kind: "node" },
      text: powerCutText(node),
      strikes: [{ kind: "power-cut", node }],
      ends: [{ kind: "power-on", node }],
      over: { fr: `${node} est rallumé`, en: `${node} has power again` },
    },
    {
      ...{ ...common, kind: "link", detail: interfaceName },
      text: {
        fr: `le câble de ${node} est débranché (${interfaceName})`,
        en: `the cable of ${node} is pulled (${interfaceName})`,
      },
      strikes: [{ kind: "link-down", node, interface: interfaceName }],
      ends: [{ kind: "link-up", node, interface: interfaceName }],
      over: {
        fr: `le câble de ${node} est rebranché`,
        en: `the cable of ${node} is plugged in again`,
      },
    },
  ];
}

export function powerCutText(node: string): Text {
  return { fr: `${node} tombe (coupure de courant)`, en: `${node} dies (power cut)` };
}

/** Its keepalived. */
export function daemonFaults(common: OfNode): readonly ProofFault[] {
  const { node } = common;
  const restarted = {
    ends: [{ kind: "start-daemon", node }],
    over: { fr: `keepalived tourne de nouveau sur ${node}`, en: `keepalived runs again on ${node}` },
  } as const;
  return [
    {
      ...{ ...common, kind: "stop" },
      text: {
        fr: `keepalived est arrêté sur ${node} (systemctl stop)`,
        en: `keepalived is stopped on ${node} (systemctl stop)`,
      },
      strikes: [{ kind: "stop-daemon", node }],
      ...restarted,
    },
    {
      ...{ ...common, kind: "kill", mayDouble: true },
      text: {
        fr: `keepalived est tué sur ${node} (kill -9)`,
        en: `keepalived is killed on ${node} (kill -9)`,
      },
      strikes: [{ kind: "kill-daemon", node }],
      ...restarted,
    },
    {
      ...{ ...common, kind: "freeze", mayDouble: true },
      text: {
        fr: `keepalived est figé sur ${node} (kill -STOP, docker pause)`,
        en: `keepalived hangs on ${node} (kill -STOP, docker pause)`,
      },
      strikes: [{ kind: "freeze", node }],
      ends: [{ kind: "thaw", node }],
      over: {
        fr: `keepalived reprend sur ${node} (kill -CONT)`,
        en: `keepalived goes on on ${node} (kill -CONT)`,
      },
    },
  ];
}
