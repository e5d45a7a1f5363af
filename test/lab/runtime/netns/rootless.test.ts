import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { causeOf } from "../../../../lab/runtime/netns/cause.ts";
import { givesTo, usersOf } from "../../../../lab/runtime/netns/lab-user.ts";
import {
  bindOptions,
  mountsBelow,
  parseMountTable,
  sameOptions,
} from "../../../../lab/runtime/netns/mount-table.ts";
import { isOurs } from "../../../../lab/runtime/netns/state.ts";
import type { Surroundings } from "../../../../lab/runtime/netns/surroundings.ts";
import type { Need } from "../../../../lab/runtime/netns/trial.ts";

const ordinary: Surroundings = {
  users: "one",
  needsUserNamespace: true,
  isRoot: false,
  container: undefined,
  kernelRelease: "6.8.0-45-generic",
  hasUserNamespaces: true,
  settings: { "user.max_user_namespaces": "63432" },
};
const root: Surroundings = { ...ordinary, users: "all", needsUserNamespace: false, isRoot: true };

describe("why a lab cannot be made", () => {
  const cases: readonly (readonly [string, Need, Surroundings, RegExp, RegExp])[] = [
    [
      "Ubuntu 24.04",
      "tmpfs",
      { ...ordinary, settings: { "kernel.apparmor_restrict_unprivileged_userns": "1" } },
      /AppArmor/,
      /^Run: sudo sysctl -w kernel\.apparmor_restrict_unprivileged_userns=0 /,
    ],
    [
      "a Debian that was closed",
      "namespaces",
      { ...ordinary, settings: { "kernel.unprivileged_userns_clone": "0" } },
      /unprivileged_userns_clone is 0/,
      /^Run: sudo sysctl -w kernel\.unprivileged_userns_clone=1 /,
    ],
    [
      "no user namespace allowed",
      "namespaces",
      { ...ordinary, settings: { "user.max_user_namespaces": "0" } },
      /max_user_namespaces is 0/,
      /^Run: sudo sysctl -w user\.max_user_namespaces=15000 /,
    ],
    ["a kernel without", "namespaces", { ...ordinary, hasUserNamespaces: false }, /CONFIG_USER_NS/, /sudo/],
    [
      "WSL 1",
      "namespaces",
      { ...ordinary, kernelRelease: "4.4.0-19041-Microsoft" },
      /WSL 1/,
      /wsl --set-version/,
    ],
    [
      "a container of Docker with its usual rights",
      "namespaces",
      { ...ordinary, isRoot: true, container: "docker" },
      /in this container/,
      /docker run --cap-add SYS_ADMIN --cap-add NET_ADMIN --security-opt apparmor=unconfined/,
    ],
    [
      "a container with a masked /proc",
      "proc",
      { ...ordinary, container: "docker" },
      /\/proc .* masked/,
      /docker run --security-opt systempaths=unconfined/,
    ],
    [
      "a container of Podman with a masked /proc",
      "proc",
      { ...ordinary, container: "podman" },
      /masked/,
      /podman run --security-opt unmask=ALL/,
    ],
    [
      "a container of Podman that may not",
      "namespaces",
      { ...ordinary, isRoot: true, container: "podman" },
      /in this container/,
      /podman run --cap-add SYS_ADMIN,NET_ADMIN,NET_RAW/,
    ],
    ["a module that is not loaded", "bridge", ordinary, /virtual networks/, /^Run: sudo modprobe bridge$/],
    [
      "the same in a container",
      "veth",
      { ...ordinary, container: "docker" },
      /virtual networks/,
      /^On the machine that runs this container, run: sudo modprobe veth$/,
    ],
    ["anything else", "namespaces", ordinary, /namespaces/, /sudo/],
    ["root without namespaces", "namespaces", root, /namespaces/, /CONFIG_NAMESPACES/],
  ];

  test.each(cases)("%s: says what and how", (_, need, surroundings, what, remedy) => {
    const missing = causeOf({ need, complaint: "it said: no\nand more", surroundings });
    expect(missing.what.en).toMatch(what);
    expect(missing.what.en).toMatch(/ \(it said: no\)$/);
    expect(missing.remedy.en).toMatch(remedy);
    expect(missing.remedy.fr).not.toBe(missing.remedy.en);
  });
});

describe("the users of a lab", () => {
  test.each([
    ["         0          0 4294967295\n", "all"],
    ["         0       1000          1\n         1     100000      65535\n", "range"],
    ["         0     100000      65536\n", "range"],
    ["         0       1000          1\n", "one"],
    ["         0       1000          1\n         1     100000       1000\n", "one"],
  ])("%j means %s", (map, users) => {
    expect(usersOf(map)).toBe(users);
  });

  test.each([
    ["student:100000:65536\n", true],
    ["other:100000:65536\n1000:165536:65536\n", true],
    ["other:100000:65536\n", false],
    ["student:100000:0\n", false],
    ["", false],
  ])("the table %j gives student (1000) a range: %s", (table, given) => {
    expect(givesTo(table, ["student", "1000"])).toBe(given);
  });
});

describe("the mounts of the machine", () => {
  const table = parseMountTable(
    [
      "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw",
      "23 22 0:5 / /proc rw,nosuid,nodev,noexec,noatime shared:2 - proc proc rw",
      "24 22 0:6 / /sys ro,nosuid,relatime - sysfs sysfs rw",
      "25 22 0:7 / /home/my\\040work rw,nosuid,nodev shared:3 - ext4 /dev/vdb1 ro",
      "26 22 0:8 / /usr/lib/wsl/drivers ro,relatime - 9p drivers ro",
      "27 26 0:9 / /usr/lib/wsl/drivers/x ro,relatime - 9p drivers ro",
      "28 22 0:10 / /usrlocal rw,relatime - ext4 /dev/vdc rw",
      "",
    ].join("\n"),
  );

  test.each([
    ["/proc", ["nosuid", "nodev", "noexec", "noatime"]],
    ["/sys", ["nosuid", "nodev", "noexec", "ro"]],
    ["/home/my work", ["nosuid", "nodev", "noexec", "ro", "strictatime"]],
  ])("a new mount like %s is as restricted and keeps access times alike", (target, options) => {
    expect(sameOptions(table, target)).toEqual(options);
  });

  test.each([
    ["/home/my work/bascule", ["nosuid", "nodev"]],
    ["/home/my works", []],
    ["/usr", []],
  ])("a read-only bind of %s keeps what is locked", (path, options) => {
    expect(bindOptions(table, path)).toEqual(options);
  });

  test("what lies below a folder is found once", () => {
    expect(mountsBelow(table, "/usr")).toEqual(["/usr/lib/wsl/drivers"]);
  });
});

test("only a folder of one's own, that others may not write, is trusted with state files", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bascule-test-"));
  await symlink(folder, join(folder, "link"));
  expect(await isOurs(folder)).toBe(true);
  expect(await isOurs(join(folder, "link"))).toBe(false);
  expect(await isOurs(join(folder, "none"))).toBeUndefined();
  await rm(folder, { recursive: true });
});
