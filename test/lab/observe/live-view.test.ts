import { beforeEach, expect, test } from "vitest";
import type { HistoryEvent } from "../../../lab/history/event.ts";
import { LiveView } from "../../../lab/observe/live-view.ts";

let say: (event: HistoryEvent) => void;
let view: LiveView;
const history = {
  subscribe(listener: (event: HistoryEvent) => void) {
    say = listener;
    return () => {
      say = () => undefined;
    };
  },
};
const address = (node: string, action: "add" | "remove", vip = "192.168.1.100/24") =>
  ({ atMs: 1, node, kind: "address", action, address: vip, device: "eth0" }) as const;
const never = new AbortController().signal;

beforeEach(() => {
  view = new LiveView(history, "192.168.1.100");
});

test("the owner is who holds the virtual IP, whatever the prefix length", () => {
  say(address("lb1", "add"));
  say(address("lb2", "add", "192.168.1.100/32"));
  say(address("app1", "add", "192.168.1.11/24"));
  expect(view.owners).toEqual(["lb1", "lb2"]);
  say(address("lb1", "remove"));
  expect(view.owners).toEqual(["lb2"]);
});

test("a killed node owns nothing", () => {
  say(address("lb1", "add"));
  say({ atMs: 2, node: "lb1", kind: "node", state: "killed" });
  expect(view.owners).toEqual([]);
});

test("an advert with priority 0 is a farewell, not a sign of life", () => {
  const advert = {
    kind: "advert",
    source: "",
    version: 2,
    virtualRouterId: 51,
    advertMs: 1000,
    addresses: [],
  } as const;
  say({ atMs: 1, node: "lb1", priority: 101, ...advert });
  say({ atMs: 2, node: "lb1", priority: 0, ...advert });
  expect(view.lastAdvert).toMatchObject({ node: "lb1", atMs: 1 });
});

test("good health checks are counted for each pair of server and balancer", () => {
  const check = { atMs: 1, node: "app1", kind: "health", status: 200 } as const;
  say({ ...check, remote: "192.168.1.101" });
  say({ ...check, remote: "::ffff:192.168.1.101" });
  say({ ...check, remote: "192.168.1.102" });
  say({ ...check, remote: "192.168.1.102", status: 503 });
  expect(view.goodChecks("app1", "192.168.1.101")).toBe(2);
  expect(view.goodChecks("app1", "192.168.1.102")).toBe(1);
  expect(view.goodChecks("app2", "192.168.1.101")).toBe(0);
});

test("waiting ends as soon as the condition holds", async () => {
  const waiting = view.until(() => view.owners.includes("lb2"), 60_000, never);
  say(address("lb2", "add"));
  expect(await waiting).toBe(true);
});

test("waiting ends without success when the time is over", async () => {
  expect(await view.until(() => false, 1, never)).toBe(false);
});

test("waiting is given up when the run is interrupted", async () => {
  const interrupted = new AbortController();
  const waiting = view.until(() => false, 60_000, interrupted.signal);
  interrupted.abort(new Error("Ctrl-C"));
  await expect(waiting).rejects.toThrow("Ctrl-C");
});

test("nothing is noted any more after disposal", () => {
  view[Symbol.dispose]();
  say(address("lb1", "add"));
  expect(view.owners).toEqual([]);
});
