import { expect, test } from "vitest";
import { processList } from "../../../agent/stats/command/worker-list.ts";

test("show proc lists the master, who serves, and who still ends what it had begun", () => {
  const master = { pid: 31116, type: "master", reloads: 3, failed: 1, uptimeMs: 98_500 } as const;
  const worker = { pid: 2444, type: "worker", reloads: 1, uptimeMs: 9_000 } as const;
  const old = { pid: 1299, type: "worker", reloads: 3, uptimeMs: 90_061_000 } as const;
  const head = "#<PID>          <type>          <reloads>       <uptime>        <version>      \n";
  const first = "31116           master          3 [failed: 1]   0d00h01m38s     2.6.12\n";
  const second = "2444            worker          1               0d00h00m09s     2.6.12\n";
  const third = "1299            worker          3               1d01h01m01s     2.6.12\n";
  expect(processList(master, [worker], [], "2.6.12")).toBe(
    `${head}${first}# workers\n${second}# programs\n\n`,
  );
  expect(processList(master, [worker], [old], "2.6.12")).toBe(
    `${head}${first}# workers\n${second}# old workers\n${third}# programs\n\n`,
  );
});
