import { expect, test } from "vitest";
import { routeTrouble } from "../../../agent/vrrp/route.ts";
import { advertFrom, instance } from "./instance.ts";
import { run, started } from "./run.ts";

const peers = (lines: string, more = "") => instance(`unicast_peer {\n ${lines}\n }\n ${more}`);
const packet = { source: "192.168.1.12", destination: "192.168.1.11", ttl: 64, payload: new Uint8Array() };
const group = "224.0.0.18";

test.each([
  ["unicast from a peer, through a router", peers("192.168.1.12"), {}, undefined],
  ["unicast from anybody: no check is asked for", peers("192.168.1.13"), {}, undefined],
  ["unicast from a stranger", peers("192.168.1.13", "check_unicast_src"), {}, "no-peer"],
  ["unicast within min_ttl and max_ttl", peers("192.168.1.12 min_ttl 64 max_ttl 255"), {}, undefined],
  ["unicast below min_ttl", peers("192.168.1.12 min_ttl 65"), {}, "ttl"],
  ["unicast above max_ttl", peers("192.168.1.12 max_ttl 63"), {}, "ttl"],
  ["a stranger, where a peer has limits", peers("192.168.1.13 max_ttl 63"), {}, "no-peer"],
  ["multicast for a unicast instance", peers("192.168.1.12"), { destination: group, ttl: 255 }, "other-cast"],
  ["unicast for a multicast instance", instance(""), { ttl: 255 }, "other-cast"],
  ["multicast", instance(""), { destination: group, ttl: 255 }, undefined],
  ["multicast that passed a router", instance(""), { destination: group, ttl: 254 }, "ttl"],
])("%s", (_, settings, change, reason) => {
  expect(routeTrouble({ ...packet, ...change }, settings)?.reason).toBe(reason);
});

test("a unicast advert of version 3 is checked with the address that it was sent to", () => {
  const settings = peers("192.168.1.12", "priority 100\n version 3");
  const path = { source: "192.168.1.12", destination: "192.168.1.11" };
  const advert = { ...advertFrom(path.source, settings, 200, path.destination), ttl: 3 };
  const { state } = run(
    settings,
    { 0: started, 3: advert, 3.1: { ...advert, destination: "192.168.1.14" } },
    5,
  );
  expect(state).toMatchObject({ role: { kind: "backup", sinceMs: 3000 }, dropped: { checksum: 1 } });
});
