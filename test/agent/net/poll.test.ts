import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const net = fileURLToPath(new URL("../../../agent/net", import.meta.url));

/** A program that sends itself a datagram, and makes a mistake when it arrives. */
const program = `
  import { openUnixDatagram } from "${net}/unix-datagram.ts";
  import { receiveUnixDatagrams } from "${net}/unix-receiver.ts";
  const path = "\\0bascule-poll-" + process.pid;
  receiveUnixDatagrams(path, () => { throw new Error("a mistake in the listener"); });
  openUnixDatagram(path).send(new TextEncoder().encode("x"));
  setTimeout(() => console.log("still here"), 5000);
`;

test("a mistake in the listener of a descriptor ends the process aloud, and does not merely deafen it", () => {
  const ran = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", program], {
    encoding: "utf8",
    timeout: 20_000,
  });
  expect(ran.stderr).toContain("a mistake in the listener");
  expect([ran.status, ran.stdout]).toEqual([1, ""]);
});
