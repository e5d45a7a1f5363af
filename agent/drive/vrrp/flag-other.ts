/** An option of keepalived(8) that does nothing here (`noted`), or that would make something else of the daemon. */
export interface OtherFlag {
  readonly long: string;
  readonly short?: string;
  readonly value: "none" | "required" | "optional";
  readonly kind: "noted" | "refused";
  readonly doc: string;
}

const balancer = "of the part that balances, which does not exist here yet";

/** What the original's `--help` has beside `flag-table.ts`. */
export const otherFlags: readonly OtherFlag[] = [
  {
    long: "check",
    short: "C",
    value: "none",
    kind: "refused",
    doc: `only the part that balances: ${balancer}`,
  },
  { long: "genhash", short: "T", value: "none", kind: "refused", doc: balancer },
  {
    ...{ long: "dont-release-vrrp", short: "V", value: "none", kind: "refused" },
    doc: "an address that stays behind has two owners soon",
  },
  { long: "no_bfd", short: "B", value: "none", kind: "noted", doc: "there is no BFD here" },
  { long: "all", value: "none", kind: "noted", doc: "there is one process" },
  {
    ...{ long: "log-facility", short: "S", value: "required", kind: "noted" },
    doc: "the facility is always daemon",
  },
  { long: "umask", short: "u", value: "required", kind: "noted", doc: "the rights of each file are fixed" },
  { long: "release-vips", short: "X", value: "none", kind: "noted", doc: "it is always so" },
  { long: "dont-release-ipvs", short: "I", value: "none", kind: "noted", doc: balancer },
  { long: "dont-respawn", short: "R", value: "none", kind: "noted", doc: "there is one process" },
  { long: "dump-conf", short: "d", value: "none", kind: "noted", doc: "SIGUSR1 writes it" },
  { long: "checkers_pid", short: "c", value: "required", kind: "noted", doc: balancer },
  { long: "bfd_pid", short: "b", value: "required", kind: "noted", doc: "there is no BFD here" },
  {
    ...{ long: "address-monitoring", short: "a", value: "none", kind: "noted" },
    doc: "only lost virtual addresses are logged",
  },
  {
    ...{ long: "snmp", short: "x", value: "none", kind: "noted" },
    doc: "there is no SNMP agent; see keepalived status --json, or @bascule metrics",
  },
  { long: "snmp-agent-socket", short: "A", value: "required", kind: "noted", doc: "there is no SNMP agent" },
  { long: "core-dump", short: "m", value: "none", kind: "noted", doc: "see ulimit -c" },
  { long: "core-dump-pattern", short: "M", value: "optional", kind: "noted", doc: "see ulimit -c" },
  {
    ...{ long: "all-config", short: "e", value: "none", kind: "noted" },
    doc: "a file that is missing is reported; includea asks for at least one",
  },
];
