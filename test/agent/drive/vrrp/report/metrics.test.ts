import { expect, test } from "vitest";
import type { KeepalivedConfig } from "../../../../../agent/config/keepalived/config.ts";
import { parseKeepalived } from "../../../../../agent/config/keepalived/parse.ts";
import { VrrpDriver } from "../../../../../agent/drive/vrrp/driver.ts";
import { createLog } from "../../../../../agent/drive/vrrp/log.ts";
import { Ledger } from "../../../../../agent/drive/vrrp/report/ledger.ts";
import { metricsText } from "../../../../../agent/drive/vrrp/report/metrics-text.ts";
import { statusText } from "../../../../../agent/drive/vrrp/report/status-text.ts";
import { instance } from "../../../vrrp/instance.ts";
import { SimulatedClock, SimulatedWire } from "../simulated-wire.ts";

function master(): Ledger {
  const settings = { ...instance("priority 100"), name: 'a "b' };
  const clock = new SimulatedClock();
  const config: KeepalivedConfig = { global: { scriptSecurity: false }, scripts: [], instances: [settings] };
  const ledger = new Ledger(config);
  const driver = new VrrpDriver({
    ...{ instance: settings, wire: new SimulatedWire(clock), clock, log: createLog([], false) },
    accountOf: () => undefined,
    companions: [ledger.companion],
  });
  driver.start(0);
  clock.runTo(5000);
  return ledger;
}

test("every metric has its help and type once, and labels are escaped", () => {
  const lines = metricsText(master().view()).split("\n");
  expect(lines).toContain(
    'keepalived_vrrp_state{iname="a \\"b",intf="eth0",vrid="51",ip_address="192.168.1.100"} 2',
  );
  const typed = lines.filter((line) => line.startsWith("# TYPE")).map((line) => line.split(" ")[2]);
  expect(new Set(typed).size).toBe(typed.length);
  for (const line of lines.filter((text) => text !== "" && !text.startsWith("#")))
    expect(typed).toContain(line.split(/[{ ]/)[0]);
});

test("the status names state, priority and addresses", () => {
  expect(statusText(master().view())).toMatch(
    /^a "b {2}MASTER since .*, priority 100\n {4}eth0, virtual router 51: /,
  );
});

test.each([
  ["127.0.0.1:9650", { host: "127.0.0.1", port: 9650 }],
  ["[::1]:80", { host: "::1", port: 80 }],
  ["9650", undefined],
  ["localhost:9650", undefined],
  ["127.0.0.1:0", undefined],
  ["127.0.0.1:65536", undefined],
])("@bascule metrics %s", (word, metrics) => {
  const { config, problems } = parseKeepalived(`global_defs {\n@bascule metrics ${word}\n}\n`, "k");
  expect(config.global.metrics).toEqual(metrics);
  expect(problems.some(({ code }) => code === "ERR_CONFIG_VALUE")).toBe(metrics === undefined);
});
