import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const net = fileURLToPath(new URL("../../../agent/net", import.meta.url));

/** A program that sends itself a datagram, and does `then` when it arrives; nothing else wakes it up for two seconds. */
function run(then: string) {
  const program = `
    import { openUnixDatagram } from "${net}/unix-datagram.ts";
    import { receiveUnixDatagrams } from "${net}/unix-receiver.ts";
    const path = "\\0bascule-poll-" + process.pid;
    receiveUnixDatagrams(path, () => { ${then} });
    openUnixDatagram(path).send(new TextEncoder().encode("x"));
    setTimeout(() => { console.log("woken up"); process.exit(); }, 2000);
  `;
  return spawnSync(process.execPath, ["--input-type=module-typescript", "-e", program], {
    encoding: "utf8",
    timeout: 20_000,
  });
}

test("a mistake in the listener of a descriptor ends the process aloud, and does not merely deafen it", () => {
  const ran = run('throw new Error("a mistake in the listener");');
  expect(ran.stderr).toContain("a mistake in the listener");
  expect([ran.status, ran.stdout]).toEqual([1, ""]);
});

test.each([
  ["a promise", "Promise.resolve().then(go)"],
  ["the next tick", "process.nextTick(go)"],
])("what a listener leaves to %s is done at once, and not when something else wakes the loop", (_, then) => {
  const ran = run(`const go = () => { console.log("done"); process.exit(); }; ${then};`);
  expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, "done\n", ""]);
});

test("a mistake behind a promise is not swallowed either", () => {
  const ran = run('Promise.reject(new Error("a mistake behind a promise"));');
  expect(ran.stderr).toContain("a mistake behind a promise");
  expect([ran.status, ran.stdout]).toEqual([1, ""]);
});
