import type { KeepalivedConfig, SyncGroup, VrrpScript } from "../../../config/keepalived/config.ts";
import { instanceLines, notifyScriptLines, trackedText } from "./instance-text.ts";
import { type DaemonView, stateName } from "./view.ts";
import { commandText } from "./word.ts";

/** `/tmp/keepalived.data`, in the original's layout. What does not exist here (sockets shared by instances, BFD …) is left out. */
export function dataText(view: DaemonView): string {
  const lines = [
    "------< Global definitions >------",
    ...globalLines(view.config, view),
    "------< VRRP Topology >------",
    ...view.instances.flatMap((one) => instanceLines(one, view)),
    ...(view.config.groups === undefined ? [] : ["------< VRRP Sync groups >------"]),
    ...(view.config.groups ?? []).flatMap((group) => groupLines(group, view)),
    ...(view.config.scripts.length === 0 ? [] : ["------< VRRP Scripts >------"]),
    ...view.config.scripts.flatMap((script) => scriptLines(script, view)),
  ];
  return `${lines.join("\n")}\n`;
}

function globalLines({ global }: KeepalivedConfig, { accountOf }: DaemonView): readonly string[] {
  const { uid = 0, gid = 0 } = accountOf({ argv: [] }) ?? {};
  return [
    ...(global.routerId === undefined ? [] : [`Router ID = ${global.routerId}`]),
    `Script security ${global.scriptSecurity ? "enabled" : "disabled"}`,
    `Default script uid:gid ${uid}:${gid}`,
  ].map((line) => ` ${line}`);
}

function groupLines({ name, members, notify }: SyncGroup, view: DaemonView): readonly string[] {
  const first = view.instances.find(({ instance }) => members.includes(instance.name));
  const lines = [
    "VRRP member instances :",
    ...members.map((member) => `  ${member}`),
    "Using smtp notification = no",
    ...notifyScriptLines(notify, view),
  ];
  const state = first === undefined ? "INIT" : stateName(first.state);
  return [` VRRP Sync Group = ${name}, ${state}`, ...lines.map((line) => `   ${line}`)];
}

const statusOf = { up: "GOOD", down: "BAD", unknown: "INIT" } as const;

function scriptLines(script: VrrpScript, { config, instances, accountOf }: DaemonView): readonly string[] {
  const { uid = "?", gid = "?" } = accountOf(script) ?? {};
  const [verdict = "unknown"] = instances.flatMap(({ state }) => state.verdicts[script.name] ?? []);
  const followers = config.instances.flatMap(({ name, trackScripts }) =>
    trackScripts
      .filter((tracked) => tracked.name === script.name)
      .map((tracked) => `  ${trackedText({ ...tracked, name }, ",")}`),
  );
  const lines = [
    `Command = ${commandText(script.argv)}`,
    `Interval = ${script.intervalMs / 1000} sec`,
    // The interval where the file names none: the original says 0.
    `Timeout = ${script.timeoutMs === script.intervalMs ? 0 : script.timeoutMs / 1000} sec`,
    `Weight = ${script.weight}${script.reverse ? " reverse" : ""}`,
    `Rise = ${script.rise}`,
    `Fall = ${script.fall}`,
    "Insecure = no",
    `Status = ${statusOf[verdict]}`,
    `Script uid:gid = ${uid}:${gid}`,
    "Tracking instances :",
    ...followers,
  ];
  return [` VRRP Script = ${script.name}`, ...lines.map((line) => `   ${line}`)];
}
