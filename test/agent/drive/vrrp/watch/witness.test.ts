import { describe, expect, test } from "vitest";
import { questions } from "../../../../../agent/drive/vrrp/watch/question.ts";
import { findWitnesses } from "../../../../../agent/drive/vrrp/watch/witness.ts";
import { encodeNdisc, multicastMac, neighbourProbe } from "../../../../../agent/net/ndisc.ts";

const macs = { owner: "02:42:00:00:00:01", self: "02:42:00:00:00:02", other: "02:42:00:00:00:03" } as const;
/** No interface of this machine, so that it has no gateway. */
const interfaceName = "bascule-none";

describe("witnesses", () => {
  const neighbours = [
    { address: "fe80::1", mac: macs.owner },
    { address: "2001:db8::11", mac: macs.owner },
    { address: "192.168.1.11", mac: macs.owner },
    { address: "fe80::3", mac: macs.other },
  ];

  test("are neighbours of both families, but none with the hardware address of the owner", () => {
    const found = findWitnesses({ interfaceName, neighbours, heard: [] }, new Set(["fe80::1"]));
    expect([...found]).toEqual(["fe80::3"]);
  });

  test("are those who were heard, too, each once, and not oneself", () => {
    const heard = ["fe80::3", "2001:db8::13", "fe80::2", "192.168.1.11"];
    const found = findWitnesses({ interfaceName, neighbours, heard }, new Set(["fe80::1", "fe80::2"]));
    expect([...found]).toEqual(["fe80::3", "2001:db8::13"]);
  });

  test("are eight at most", () => {
    const heard = Array.from({ length: 20 }, (_, index) => `fe80::${index + 10}`);
    expect(findWitnesses({ interfaceName, neighbours: [], heard }, new Set()).size).toBe(8);
  });
});

describe("who speaks on a segment, in IPv6", () => {
  const frame = (source: string) => ({
    ...{ destinationMac: multicastMac("ff02::1"), sourceMac: macs.other, source, destination: "ff02::1" },
  });

  test("says so by an advertisement, which names an address", () => {
    const flags = { router: false, solicited: false, override: true };
    const message = { kind: "advertisement", target: "2001:db8::13", mac: macs.other, ...flags } as const;
    expect(questions[6].sayer(encodeNdisc({ ...frame("fe80::3"), message }))).toBe("2001:db8::13");
  });

  test("says so by a question, which comes from an address", () => {
    const message = { kind: "solicitation", target: "fe80::9", mac: macs.other } as const;
    expect(questions[6].sayer(encodeNdisc({ ...frame("fe80::3"), message }))).toBe("fe80::3");
  });

  test("says nothing by a probe, which comes from nobody", () => {
    expect(questions[6].sayer(neighbourProbe(macs.other, "fe80::3"))).toBeUndefined();
  });
});
