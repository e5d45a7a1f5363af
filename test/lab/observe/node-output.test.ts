import { expect, test } from "vitest";
import { outputEvent } from "../../../lab/observe/node-output.ts";

test("a health check that an application server answered becomes an event of its own", () => {
  const line = '{"event":"health","status":503,"remote":"192.168.1.101"}';
  expect(outputEvent(line, "app1", 5)).toEqual({
    atMs: 5,
    node: "app1",
    kind: "health",
    status: 503,
    remote: "192.168.1.101",
  });
});

test.each(["(VI_1) Entering MASTER STATE", '{"event":"health"', '{"event":"health","status":"up"}', ""])(
  "the line %j stays a line",
  (line) => expect(outputEvent(line, "lb1", 5)).toEqual({ atMs: 5, node: "lb1", kind: "log", line }),
);
