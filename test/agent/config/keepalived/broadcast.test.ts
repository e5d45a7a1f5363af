import { expect, test } from "vitest";
import { parseKeepalived } from "../../../../agent/config/keepalived/parse.ts";
import { good } from "./broken.ts";

/** What keepalived 2.2.7 sets for an address line, and the exit code of `-t`. */
test.each([
  ["192.168.1.100/24 brd +", "192.168.1.255", 0],
  ["192.168.1.100/24 brd -", "192.168.1.0", 0],
  ["10.7.0.1/16 broadcast +", "10.7.255.255", 0],
  ["192.168.1.100/30 brd +", "192.168.1.103", 0],
  ["192.168.1.100/31 brd +", undefined, 5],
  ["192.168.1.100 brd +", undefined, 5],
  ["192.168.1.100 brd 192.168.1.255", "192.168.1.255", 0],
])("%s: the broadcast address is %s, and -t ends with %s", (line, broadcast, exit) => {
  const text = good.replace(/virtual_ipaddress \{[^}]*\}/, `virtual_ipaddress {\n${line}\n}`);
  const { config, problems } = parseKeepalived(text, "keepalived.conf");
  expect(config.instances[0]?.virtualAddresses[0]?.broadcast).toBe(broadcast);
  expect(Math.max(0, ...problems.map(({ testExit }) => testExit))).toBe(exit);
});
