import { describe, expect, test } from "vitest";
import { advertFrom, instance } from "./instance.ts";
import { run, started } from "./run.ts";

const rival = "192.168.1.12";
const ours = instance("priority 100");
const withAddresses = (...addresses: readonly string[]) => ({
  ...ours,
  virtualAddresses: addresses.map((address) => ({ address, prefixLength: 24 })),
});
const other = withAddresses("192.168.1.101");
const said = (lines: readonly string[]) => lines.filter((line) => /VIPs but|not present/.test(line));

describe("an advert with another list of virtual addresses", () => {
  test("counts, so that there is one master, and is told with both lists", () => {
    const advert = advertFrom(rival, other, 200);
    const { lines, state } = run(ours, { 0: started, 1: advert, 2: advert, 3: advert, 4: advert }, 7);
    expect(lines.filter((line) => line.includes("add-addresses"))).toEqual([]);
    expect(said(lines)).toHaveLength(4);
    expect(said(lines)[0]).toBe(
      "1.000 log (VI_1) ip address associated with VRID 51 not present in MASTER advert: 192.168.1.100 (received 192.168.1.101, mine 192.168.1.100: the two files must name the same virtual addresses; until they do, only the addresses of whoever is MASTER are there)",
    );
    expect(state).toMatchObject({ disagreements: 4, dropped: {} });
  });

  test("makes a weaker master yield", () => {
    const { state } = run(ours, { 0: started, 5: advertFrom(rival, other, 101) }, 5.5);
    expect(state.role.kind).toBe("backup");
  });

  test.each([
    [["192.168.1.100", "192.168.1.101"], "expected 1 VIPs but received 2"],
    [["192.168.1.99", "192.168.1.101"], "expected 1 VIPs but received 2"],
  ])("is told by its count: %j", (addresses, words) => {
    const advert = advertFrom(rival, withAddresses(...addresses), 200);
    expect(said(run(ours, { 0: started, 1: advert }, 2).lines)[0]).toContain(words);
  });

  test("is the same list in another order", () => {
    const two = withAddresses("192.168.1.100", "192.168.1.101");
    const turned = withAddresses("192.168.1.101", "192.168.1.100");
    expect(said(run(two, { 0: started, 1: advertFrom(rival, turned, 200) }, 2).lines)).toEqual([]);
  });
});

describe("a weaker master that discards our adverts because of its list", () => {
  const weak = advertFrom(rival, other, 50);
  const everySecond = (from: number, to: number, event = weak) =>
    Object.fromEntries(Array.from({ length: to - from }, (_, index) => [from + index + 0.3, event]));

  test("is answered, and after three adverts left alone: no address has two owners for good", () => {
    const { lines, state } = run(ours, { 0: started, ...everySecond(1, 12) }, 12);
    const acts = lines.filter((line) => /(add|remove)-addresses|announce/.test(line));
    // Master at 3.609 s; adverts of 5.3 s and 6.3 s are answered loudly, that of 7.3 s is the third.
    expect(acts.slice(1)).toEqual([
      "3.609 add-addresses",
      "3.609 announce 5",
      "5.300 announce 5",
      "6.300 announce 5",
      "7.300 remove-addresses",
    ]);
    expect(state.role).toMatchObject({ kind: "backup", defers: true });
  });

  test("is followed when it falls silent", () => {
    const { lines } = run(ours, { 0: started, ...everySecond(1, 12) }, 16);
    expect(lines.filter((line) => line.includes("add-addresses"))).toHaveLength(2);
  });

  test("is taken over from once its list is ours", () => {
    const agreeing = everySecond(12, 20, advertFrom(rival, ours, 50));
    const { lines } = run(ours, { 0: started, ...everySecond(1, 12), ...agreeing }, 15.5);
    // Three seconds and the skew after the last advert that it deferred to.
    expect(lines.filter((line) => line.includes("add-addresses")).at(-1)).toBe("14.909 add-addresses");
  });

  test("that agrees about the addresses is never left alone", () => {
    const same = everySecond(5, 30, advertFrom(rival, ours, 50));
    expect(run(ours, { 0: started, ...same }, 30).state.role.kind).toBe("master");
  });

  test("counts anew when long silent", () => {
    const rare = Object.fromEntries([5.3, 70.3, 140.3, 210.3].map((at) => [at, weak]));
    expect(run(ours, { 0: started, ...rare }, 220).state.role.kind).toBe("master");
  });
});
