import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graded } from "../../../agent/stats/command/command.ts";
import { commands } from "../../../agent/stats/command/index.ts";
import { runCommand, splitCommands } from "../../../agent/stats/command/run.ts";
import { World } from "./world.ts";

test.each([
  ["show stat", ["show stat"]],
  ["a; b ;;c;", ["a", "b", "c"]],
  ["a\\;b;c", ["a\\;b", "c"]],
  ["", []],
  [" ; ", []],
  ["a\\", ["a\\"]],
])("the line %j holds the commands %j", (line, wanted) => {
  expect(splitCommands(line)).toEqual(wanted);
});

describe("what is said, in the original's words", () => {
  test.each([
    ["show backend", "# name\nstats\nbe\n"],
    ["get weight be/s2", "3 (initial 3)\n"],
    ["get weight be", "Require 'backend/server'.\n"],
    ["get weight nope/s1", "No such backend.\n"],
    ["get weight be/nope", "No such server.\n"],
    ["get weight fe/s1", "No such backend.\n"],
    ["disable server be/s1", ""],
    ["set server be/s1 state drain", ""],
    ["set server be/s1 state bla", "'set server <srv> state' expects 'ready', 'drain' and 'maint'.\n"],
    ["set server be/s1 state", "'set server <srv> state' expects 'ready', 'drain' and 'maint'.\n"],
    ["set server be/s1 toString", /^usage: set server <backend>\/<server> addr \| /],
    ["set server be/s1 addr 1.2.3.4", "IP changed from '10.0.0.1' to '1.2.3.4' by 'stats socket command'\n"],
    [
      "set server be/s1 addr 10.0.0.1 port 99",
      "no need to change the addr, port changed from '80' to '99' by 'stats socket command'\n",
    ],
    ["set server be/s1 addr nope", "Invalid addr 'nope' by 'stats socket command'\n"],
    ["set server be/s2 check-port 5", "health checks are not enabled on this server"],
    ["set server be/s1 agent up", "agent checks are not enabled on this server.\n"],
    ["set server be/s2 agent up", ""],
    ["set server be/s2 agent foo", "'set server <srv> agent' expects 'up' or 'down'.\n"],
    ["set server be/s2 agent-addr nope", "invalid addr 'nope'"],
    [
      "set server be/s2 agent-addr",
      "set server <b>/<s> agent-addr requires an address and optionally a port.\n",
    ],
    ["set server be/s1 agent-port 9", "agent checks are not enabled on this server"],
    ["set server be/s2 agent-port 99999", "provided port is invalid"],
    ["set server be/s1 check-port x", "provided port is not an integer"],
    ["set server be/s1 check-port", "set server <b>/<s> check-port requires a port.\n"],
    ["enable agent be/s1", "Agent was not configured on this server, cannot enable.\n"],
    ["disable agent be/s1", ""],
    ["disable agent", "Require 'backend/server'.\n"],
    ["set maxconn global 5000", "Value out of range.\n"],
    ["set maxconn server be/s1 x", "maxconn string empty or preceded by garbage"],
    ["set maxconn frontend fe -1", "Value out of range.\n"],
    ["set rate-limit sessions global", "Expects an integer value.\n"],
    ["set rate-limit sessions global -1", "Value out of range.\n"],
    ["set rate-limit sessions", /^'set rate-limit' only supports :\n {3}- 'connections global' to set/],
    ["shutdown frontend be", "No such frontend.\n"],
    ["clear counters all", ""],
    ["set maxconn frontend fe", "Integer value expected.\n"],
    ["set maxconn frontend nope 5", "No such frontend.\n"],
    ["set timeout nope 5", "'set timeout' only supports 'cli'.\n"],
    ["show map nope", "Unknown map identifier. Please use #<id> or <file>.\n"],
    ["show table nope", "No such table\n"],
    ["enable health be/s2", "Health check was not configured on this server, cannot enable.\n"],
    ["show servers conn nope", "Can't find backend.\n"],
    ["show cli sockets", "# socket lvl processes\n"],
    ["show errors", "Total events captured on [21/Nov/2026:18:21:49.635] : 0\n"],
    ["shutdown session 99", "No such session (use 'show sess').\n"],
    ["set weight be/s1 300", "Absolute weight can only be between 0 and 256 inclusive.\n"],
    ["set weight be/s1 -1", "Absolute weight can only be between 0 and 256 inclusive.\n"],
    ["set weight be/s1 abc", "Empty weight string empty or preceded by garbage"],
    ["set weight be/s1", "Require <weight> or <weight%>.\n"],
    ["show servers state nope", "Can't find backend.\n"],
    ["show stat nope 4 -1", "No such proxy.\n"],
    ["disable frontend nope", "No such frontend.\n"],
    ["disable frontend be", "No such frontend.\n"],
    ["disable frontend", "A frontend name is expected.\n"],
    ["enable frontend fe", "All sockets are already enabled.\n"],
    ["show cli level", "admin\n"],
    ["show version", "2.6.12\n"],
    ["foo\u001b[2J", /^Unknown command\. Please enter one of the following commands only:\n/],
    ["", /^Unknown command\. Please enter/],
    [
      "set maxconn",
      /^Unknown command, but maybe one of the following ones is a better match:\n {2}set maxconn frontend.*\n {2}set maxconn global .*\n {2}set maxconn server .*\n {2}help /,
    ],
    [
      "show fd",
      "      0 : /dev/null\n      9 : l.st=PAU fe=stats fam=ipv4 lport=8404\n     18 : l.st=RDY fe=fe fam=ipv4 lport=80\n",
    ],
    ["show fd 9", "      9 : l.st=PAU fe=stats fam=ipv4 lport=8404\n"],
    ["show fd 99", ""],
    ["show pools", /Total: 2 pools, 300 bytes allocated, 210 used\.\n$/],
    ["show threads", /cpu_ns: poll=0 now=1500000 diff=1500000/],
    ["show activity", /^thread_id: 1 \(1\.\.1\)\ndate_now: 1795259157\.250000\nstream_calls: 0 \[ 0 \]\n/],
    ["show env HOME", "HOME=/root\n"],
    ["show env NOPE", "Variable not found\n"],
    ["show startup-logs", "[NOTICE]   (42) : hello\n\n"],
    ["set severity-output loud", "one of 'none', 'number', 'string' is a required argument\n"],
    ["shwo stat", /better match:\n {2}show stat/],
    ["help weight", /get weight <bk>\/<srv>[\s\S]*set weight/],
  ])("%s", (command, wanted) => {
    const said = new World().command(command);
    if (typeof wanted === "string") expect(said).toBe(wanted);
    else expect(said).toMatch(wanted);
  });
});

test("states, weights and health change as with the original", () => {
  const world = new World();
  for (const { back } of world.view().proxies) {
    for (const record of back?.state.checks ?? []) record.begun = true;
  }
  const be = (): readonly string[] =>
    world
      .command("show servers state be")
      .split("\n")
      .slice(2, -1)
      .map((line) => line.split(" ").slice(3, 13).join(" "));
  const first = be();
  const after = (command: string): string | undefined => {
    expect(world.command(command)).toBe("");
    return be()[0];
  };
  // name, address, operational, admin, weight, initial, seconds, check status and result, health.
  expect(first).toEqual([
    "s1 10.0.0.1 2 0 1 1 10 2 0 2",
    "s2 10.0.0.2 2 0 3 3 10 1 0 2",
    "s3 10.0.0.3 2 0 1 1 10 1 0 2",
  ]);
  expect(after("set server be/s1 state maint")).toBe("s1 10.0.0.1 0 1 1 1 0 2 0 0");
  expect(after("set server be/s1 state drain")).toBe("s1 10.0.0.1 2 8 1 1 0 2 0 2");
  expect(after("enable server be/s1")).toBe("s1 10.0.0.1 2 0 1 1 0 2 0 2");
  expect(after("set server be/s1 health down")).toBe("s1 10.0.0.1 0 0 1 1 0 2 0 0");
  expect(after("set server be/s1 health up")).toBe("s1 10.0.0.1 2 0 1 1 0 2 0 4");
  expect(after("set weight be/s1 20")).toBe("s1 10.0.0.1 2 0 20 1 0 2 0 4");
  expect(after("set server be/s1 weight 50%")).toBe("s1 10.0.0.1 2 0 0 1 0 2 0 4");
});

test("checks and agents are switched off, sent elsewhere and shown so", () => {
  const world = new World();
  const probes = (server: number): string | undefined => {
    const words = world.command("show servers state be").split("\n")[2 + server]?.split(" ") ?? [];
    return [words[13], words[14], words[21], words[22], words[23], words[24]].join(" ");
  };
  const status = (server: number): string | undefined =>
    world
      .command(`show stat be 4 ${server + 1}`)
      .split("\n")[1]
      ?.split(",")[17];
  expect([probes(0), probes(1), status(0)]).toEqual(["6 0 0 - - 0", "0 22 0 - - 9", "UP 1/3"]);
  world.command("disable health be/s1");
  world.command("disable agent be/s2");
  expect([probes(0), probes(1), status(0)]).toEqual(["2 0 0 - - 0", "0 18 0 - - 9", "no check"]);
  world.command("enable health be/s1");
  world.command("enable agent be/s2");
  world.command("set server be/s1 check-addr 127.0.0.3 port 8001");
  world.command("set server be/s2 agent-addr 127.0.0.2");
  world.command("set server be/s2 agent-port 7");
  expect([probes(0), probes(1)]).toEqual(["6 0 8001 127.0.0.3 - 0", "0 22 0 - 127.0.0.2 7"]);
  world.command("set server be/s1 health stopping");
  expect(status(0)).toBe("NOLB 1/3");
  world.command("set server be/s1 health up");
  expect(status(0)).toBe("UP");
  world.command("set maxconn server be/s3 7");
  expect(world.command("show stat be 4 3").split("\n")[1]?.split(",")[6]).toBe("7");
});

test("messages say how grave they are where that was asked for, what is shown does not", () => {
  const world = new World();
  const said = (command: string, output: "none" | "number" | "string"): string =>
    graded(runCommand(command, { view: world.view(), level: "admin" }), output);
  expect(said("set weight be/s1 x", "number")).toBe("[3]: Empty weight string empty or preceded by garbage");
  expect(said("show version", "string")).toBe("[info]: 2.6.12\n");
  expect(said("show version", "none")).toBe("2.6.12\n");
  expect(said("show backend", "number")).toBe("# name\nstats\nbe\n");
});

test("a level allows what is of its own or lower, and nothing else", () => {
  const world = new World();
  expect(world.command("disable server be/s1", "operator")).toBe("Permission denied\n");
  expect(world.command("show sess", "user")).toBe("Permission denied\n");
  expect(world.command("show stat", "user")).not.toContain("10.0.0.1");
  expect(world.command("show stat", "operator")).toContain("10.0.0.1:80");
  const view = world.view();
  for (const command of commands.filter(({ level }) => level === "admin"))
    expect(runCommand(command.words.join(" "), { view, level: "operator" }).text).toBe("Permission denied\n");
});

test("no line makes it throw", () => {
  const view = new World().view();
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom("show", "set", "server", "be/s1", "state", "weight", "stat", ";"),
  );
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const replies = splitCommands(words.join(" ")).map((text) =>
        runCommand(text, { view, level: "admin" }),
      );
      return replies.every(({ text }) => typeof text === "string");
    }),
  );
});
