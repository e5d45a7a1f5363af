import { packetErrors } from "./stats-text.ts";
import { type DaemonView, type InstanceView, stateNumbers } from "./view.ts";

interface Metric {
  readonly name: string;
  readonly type: "counter" | "gauge";
  readonly help: string;
  values(view: InstanceView): readonly Sample[];
}

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One number an instance. */
function one(
  [name, help]: readonly [string, string],
  type: Metric["type"],
  value: (view: InstanceView) => number,
): Metric {
  return { name, type, help, values: (view) => [{ value: value(view) }] };
}

const counter = (name: string, help: string, value: (view: InstanceView) => number) =>
  one([`keepalived_${name}_total`, help], "counter", value);

/** Names, labels and state numbers of the exporters that are in use for keepalived, so that their dashboards work. */
const metrics: readonly Metric[] = [
  {
    name: "keepalived_vrrp_state",
    type: "gauge",
    help: "State of vrrp: 0 init, 1 backup, 2 master, 3 fault",
    values: ({ instance, state }) =>
      instance.virtualAddresses.map(({ address }) => ({
        labels: { ip_address: address },
        value: stateNumbers[state.role.kind],
      })),
  },
  one(["keepalived_vrrp_priority", "Effective priority"], "gauge", ({ state }) => state.priority),
  one(["keepalived_vrrp_standby", "1: told to stay a backup"], "gauge", ({ state }) =>
    Number(state.standby ?? 0),
  ),
  counter("advertisements_received", "Advertisements received", ({ counts }) => counts.received),
  counter("advertisements_sent", "Advertisements sent", ({ counts }) => counts.sent),
  counter("become_master", "Became master", ({ counts }) => counts.becameMaster),
  counter("release_master", "Released master", ({ counts }) => counts.releasedMaster),
  counter("packet_length_errors", "Packet length errors", ({ counts }) => packetErrors(counts).length),
  counter(
    "advertisements_interval_errors",
    "Advertisement interval errors",
    ({ counts }) => packetErrors(counts).interval,
  ),
  counter("ip_ttl_errors", "TTL errors", ({ counts }) => packetErrors(counts).ttl),
  counter("invalid_type_received", "Invalid type errors", ({ counts }) => packetErrors(counts).invalidType),
  counter("address_list_errors", "Address list errors", ({ counts }) => packetErrors(counts).addressList),
  counter(
    "authentication_invalid",
    "Authentication invalid",
    ({ counts }) => packetErrors(counts).authenticationType,
  ),
  counter(
    "authentication_mismatch",
    "Authentication mismatch",
    ({ counts }) => packetErrors(counts).authenticationMismatch,
  ),
  counter(
    "authentication_failure",
    "Authentication failure",
    ({ counts }) => packetErrors(counts).authenticationFailure,
  ),
  counter("priority_zero_received", "Priority zero received", ({ counts }) => counts.priorityZeroReceived),
  counter("priority_zero_sent", "Priority zero sent", ({ counts }) => counts.priorityZeroSent),
  {
    name: "keepalived_packets_dropped_total",
    type: "counter",
    help: "Packets that were not listened to, by reason",
    values: ({ counts }) =>
      Object.entries(counts.dropped).map(([reason, value]) => ({ labels: { reason }, value })),
  },
];

/** The text format of Prometheus, version 0.0.4. */
export function metricsText(view: DaemonView): string {
  const lines = metrics.flatMap(({ name, type, help, values }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...view.instances.flatMap((one) =>
      values(one).map((sample) => `${name}${labels(one, sample)} ${sample.value}`),
    ),
  ]);
  const up = ["# HELP keepalived_up Status", "# TYPE keepalived_up gauge", "keepalived_up 1"];
  return `${[...up, ...lines, ...scriptLines(view)].join("\n")}\n`;
}

function scriptLines({ config, instances }: DaemonView): readonly string[] {
  if (config.scripts.length === 0) return [];
  const good = (name: string) => instances.some(({ state }) => state.verdicts[name] === "up");
  return [
    "# HELP keepalived_script_status Tracker Script Status",
    "# TYPE keepalived_script_status gauge",
    ...config.scripts.map(
      ({ name }) => `keepalived_script_status{name=${quoted(name)}} ${Number(good(name))}`,
    ),
  ];
}

function labels({ instance }: InstanceView, sample: Sample): string {
  const all = {
    ...{ iname: instance.name, intf: instance.interfaceName, vrid: String(instance.virtualRouterId) },
    ...sample.labels,
  };
  return `{${Object.entries(all)
    .map(([key, value]) => `${key}=${quoted(value)}`)
    .join(",")}}`;
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;
}
