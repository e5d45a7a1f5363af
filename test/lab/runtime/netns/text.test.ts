import { describe, expect, test } from "vitest";
import { accountFiles, allRoot } from "../../../../lab/runtime/netns/account.ts";
import { bridgeName, cablesOf } from "../../../../lab/runtime/netns/cable.ts";
import { hostsText } from "../../../../lab/runtime/netns/etc.ts";
import { bind, formatFstab } from "../../../../lab/runtime/netns/fstab.ts";
import { identify, isAlive } from "../../../../lab/runtime/netns/identity.ts";
import { parseState } from "../../../../lab/runtime/netns/state.ts";
import type { LabPlan } from "../../../../lab/runtime/runtime.ts";

const link = { network: "back", interfaceName: "eth0", address: "10.0.0.2/24", mac: "02:42:0a:00:00:02" };
const node = {
  name: "lb1",
  links: [link],
  command: ["x"],
  environment: {},
  mounts: [],
  commands: {},
  capabilities: [],
};
const plan: LabPlan = {
  id: "abc123",
  networks: [
    { name: "front", subnet: "10.1.0.0/24" },
    { name: "back", subnet: "10.0.0.0/24" },
  ],
  nodes: [node],
};

describe("the files of a node", () => {
  test("an fstab escapes what would end a field or start a comment", () => {
    expect(formatFstab([bind("/a b\\c#d", "/t")])).toBe("/a\\040b\\134c\\043d /t none bind,ro 0 0\n");
  });

  test("hosts names every node by its address", () => {
    expect(hostsText(plan)).toContain("\n10.0.0.2 lb1\n");
  });

  test("the daemons' accounts exist exactly once", async () => {
    const { passwd, group } = await accountFiles("all");
    for (const text of [passwd, group])
      for (const name of ["root", "haproxy"])
        expect(text.split("\n").filter((line) => line.startsWith(`${name}:`))).toHaveLength(1);
  });

  test("where the lab has one user, every account is that user, and what is not an account stays", () => {
    expect(
      allRoot("root:x:0:0:root:/root:/bin/sh\nstudent:x:1000:1000:,,,:/home/student:/bin/sh\n# a:b\n"),
    ).toBe("root:x:0:0:root:/root:/bin/sh\nstudent:x:0:0:,,,:/home/student:/bin/sh\n# a:b\n");
    expect(allRoot("adm:x:4:syslog,student\nhaproxy:x:901:\n")).toBe(
      "adm:x:0:syslog,student\nhaproxy:x:0:\n",
    );
  });

  test("cables are numbered by node and link and lead to their network's bridge", () => {
    expect(bridgeName(plan, "back")).toBe("net1");
    expect(cablesOf(plan, node)).toMatchObject([{ port: "n0.0", bridge: "net1" }]);
  });
});

describe("the state of a lab", () => {
  test("names harness and root by pid and start time", () => {
    expect(parseState("harness 10 200\nroot 11 201\n")).toEqual({
      harness: { pid: 10, startTicks: 200 },
      root: { pid: 11, startTicks: 201 },
    });
  });

  test.each([[""], ["harness 10 200\n"], ["harness 10 200\nroot x 1\n"], ["harness 1 200\nroot 0 1\n"]])(
    "%j is not one",
    (text) => {
      expect(parseState(text)).toBeUndefined();
    },
  );
});

describe("the identity of a process", () => {
  test.skipIf(process.platform !== "linux")(
    "holds for the process and for no other with its number",
    async () => {
      const self = await identify(process.pid);
      if (self === undefined) throw new Error("this process has no identity");
      expect(await isAlive(self)).toBe(true);
      expect(await isAlive({ ...self, startTicks: self.startTicks + 1 })).toBe(false);
    },
  );

  test("a pid that nobody has has none", async () => {
    expect(await identify(2 ** 22 + 1)).toBeUndefined();
  });
});
