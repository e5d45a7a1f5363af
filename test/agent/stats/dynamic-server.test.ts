import { describe, expect, test } from "vitest";
import { World } from "./world.ts";

const states = (world: World): readonly string[] =>
  world
    .command("show servers state be")
    .split("\n")
    .slice(2, -1)
    .map((line) => {
      const words = line.split(" ");
      return [words[2], words[3], words[5], words[6], words[12], words[13]].join(" ");
    });

test("a server comes in maintenance, serves when it is enabled, and leaves a place that nobody else gets", () => {
  const world = new World();
  const be = world.states.find(({ config }) => config.name === "be");
  expect(world.command("add server be/d1 10.0.0.9:80 check weight 20")).toBe("New server registered.\n");
  // Place, name, up, administrative state, health, state of the checks.
  expect(states(world)[3]).toBe("4 d1 0 1 0 2");
  expect(world.command("enable server be/d1")).toBe("");
  expect(world.command("enable health be/d1")).toBe("");
  expect(states(world)[3]).toBe("4 d1 2 0 2 6");
  const chosen = Array.from({ length: 48 }, () => be?.choose());
  expect(chosen.filter((server) => server === 3)).toHaveLength(40);
  expect(world.command("del server be/d1")).toBe("Only servers in maintenance mode can be deleted.");
  world.command("disable server be/d1");
  expect(world.command("del server be/d1")).toBe("Server deleted.");
  expect(states(world).map((line) => line.split(" ")[1])).toEqual(["s1", "s2", "s3"]);
  expect(world.command("show stat be 4 -1")).not.toContain("d1");
  expect(world.command("add server be/d1 10.0.0.8:80")).toBe("New server registered.\n");
  expect(states(world)[3]).toBe("5 d1 0 1 0 0");
});

describe("what cannot be added or removed is said", () => {
  test.each([
    ["add server", "Require 'backend/server'."],
    ["add server nope/x 10.0.0.1:80", "No such backend."],
    ["add server be/s1 10.0.0.1:80", "Already exists a server with the same name in backend.\n"],
    ["add server be/x", "'server' expects <name> and <addr>[:<port>] as arguments.\n"],
    ["add server be/x 10.0.0.1:80 cookie a", "'cookie' option is not accepted for dynamic server\n"],
    ["add server be/x 10.0.0.1:80 nonsense", /nonsense/],
    ["add server be/x 10.0.0.1:99999999", /99999999/],
    ["add server be/x app.example.org:80", /has to be an IP address/],
    ["del server", "Require 'backend/server'."],
    ["del server be/nope", "No such server."],
    ["del server be/s1", "Only servers in maintenance mode can be deleted."],
  ])("%s", (command, wanted) => {
    const said = new World().command(command);
    if (typeof wanted === "string") expect(said).toBe(wanted);
    else expect(said).toMatch(wanted);
  });
});
