import { describe, expect, test } from "vitest";
import { parseKeepalived } from "../../../../agent/config/keepalived/parse.ts";
import { good } from "./broken.ts";

const read = (global: string, lines: string) => {
  const text = good.replace("state MASTER", `state MASTER\n  ${lines}`);
  const { config, problems } = parseKeepalived(`global_defs {\n  ${global}\n}\n${text}`, "k.conf");
  return { watch: config.instances[0]?.watch, problems: problems.map(({ text: { en } }) => en) };
};

describe("the watch connection", () => {
  test.each([
    ["", "@bascule watch", { port: 61_112 }],
    ["", "@bascule watch on", { port: 61_112 }],
    ["", "@bascule watch off", undefined],
    ["@bascule watch on", "", { port: 61_112 }],
    ["@bascule watch off", "", undefined],
    ["@bascule watch off", "@bascule watch on", { port: 61_112 }],
    ["@bascule watch on", "@bascule watch off", undefined],
    ["@bascule watch_port 7000", "@bascule watch on", { port: 7000 }],
    ["", "@^bascule watch on\n @bascule watch off", undefined],
  ])("global_defs { %s }, vrrp_instance { %s }", (global, lines, watch) => {
    expect(read(global, lines)).toEqual({ watch, problems: [] });
  });

  test.each([
    ["@bascule watch_port 0", "", /watch_port/],
    ["", "@bascule watch perhaps", /neither on nor off/],
    ["", "watch off", /not a keyword of keepalived.*write "@bascule watch/],
    ["watch_port 7000", "", /not a keyword of keepalived/],
  ])("a mistake in global_defs { %s }, vrrp_instance { %s } is explained", (global, lines, text) => {
    expect(read(global, lines).problems).toEqual([expect.stringMatching(text)]);
  });
});
