import { describe, expect, test } from "vitest";
import { languages, type Text } from "../../../agent/base/text.ts";
import { describeDaemons } from "../../../lab/doctor/daemon.ts";
import { describeRuntime, diagnose } from "../../../lab/doctor/diagnosis.ts";
import { describeEngine } from "../../../lab/doctor/engine.ts";
import { socketsOf } from "../../../lab/doctor/engine-socket.ts";
import type { Examination, Finding, State } from "../../../lab/doctor/examination.ts";
import { examinations } from "../../../lab/doctor/index.ts";
import { describeKernel } from "../../../lab/doctor/kernel.ts";
import { diagnosisJson, diagnosisLines } from "../../../lab/doctor/print.ts";
import { describePrograms } from "../../../lab/doctor/program.ts";
import { describeRights } from "../../../lab/doctor/rights.ts";
import { describeRoom } from "../../../lab/doctor/room.ts";
import { describeSystem } from "../../../lab/doctor/system.ts";
import { describeUsers } from "../../../lab/doctor/user-namespace.ts";
import type { Missing, Runtime } from "../../../lab/runtime/runtime.ts";
import type { Machine } from "../../../lab/setup/machine.ts";
import { programs } from "../../../lab/setup/program.ts";

const machine: Machine = { isRoot: false, hasSystemd: false, path: "/nowhere", policyFile: "/nowhere" };
const haproxy = programs.filter(({ command }) => command === "haproxy");
const one = { users: "one", flags: ["--user"] } as const;
const refused = { kind: "refused" } as const;
const absent = { kind: "absent" } as const;
const docker = { kind: "engine", name: "Docker", version: "27.1.0" } as const;
const podman = { kind: "engine", name: "Podman", version: "5.2.0" } as const;
const net = ["veth", "bridge", "macvlan", "nftables", "netem"] as const;

/** What was looked at, its state, what was found, and the command that changes it (none: all is well). */
type Row = readonly [what: string, finding: Finding, state: State, found: RegExp, remedy?: RegExp];
const table: readonly Row[] = [
  ["Ubuntu", describeSystem("Ubuntu 24.04", "6.8.0-45-generic"), "ok", /^Ubuntu 24\.04, Linux 6\.8/],
  ["WSL 2", describeSystem("Ubuntu", "5.15.1-microsoft-standard-WSL2"), "ok", /, WSL 2$/],
  ["WSL 1", describeSystem("Ubuntu", "4.4.0-19041-Microsoft"), "missing", /, WSL 1$/, /^wsl --set-version/],
  ["a container", describeSystem("Debian", "6.1.0", "podman"), "ok", /, Podman$/],
  ["root", describeRights(true, []), "ok", /^root$/],
  ["a user", describeRights(false, ["CAP_SYS_ADMIN"]), "ok", /ordinary/],
  [
    "a container's root",
    describeRights(true, ["CAP_NET_ADMIN"]),
    "limited",
    /CAP_NET_ADMIN/,
    /--cap-add NET_ADMIN/,
  ],
  ["all users", describeUsers({ users: "all", flags: [] }, "root"), "ok", /all/],
  ["a range", describeUsers({ users: "range", flags: ["--user"] }, "ada"), "ok", /range/],
  ["one user", describeUsers(one, "ada"), "limited", /one only/, /^sudo apt-get install uidmap && .* ada /],
  ["all of the network", describeKernel(net), "ok", /^veth, bridge, macvlan, nftables, netem$/],
  [
    "no netem",
    describeKernel(net.slice(0, 4)),
    "limited",
    /without netem$/,
    /^sudo modprobe --all sch_netem /,
  ],
  ["no bridge", describeKernel(["veth"]), "missing", /without bridge, /, /modprobe --all bridge /],
  ["no namespace", describeKernel(undefined), "missing", /see the line netns/],
  ["programs", describePrograms([], machine), "ok", /./],
  [
    "no haproxy",
    describePrograms(haproxy, machine),
    "limited",
    /without haproxy$/,
    /Install haproxy|no apt-get/,
  ],
  [
    "daemons",
    describeDaemons({ keepalived: "2.2.7", haproxy: "2.6.12" }),
    "ok",
    /^keepalived 2\.2\.7, haproxy 2\.6\.12$/,
  ],
  [
    "newer ones",
    describeDaemons({ keepalived: "2.3.1", haproxy: "2.6.12" }),
    "ok",
    /compared with keepalived 2\.2\.7$/,
  ],
  [
    "none",
    describeDaemons({ keepalived: undefined, haproxy: "2.6.12" }),
    "limited",
    /keepalived absent/,
    /npm run setup/,
  ],
  ["Docker", describeEngine([absent, docker], ["dockerd"]), "ok", /^Docker 27\.1\.0$/],
  ["Podman unnamed", describeEngine([podman], ["podman"]), "limited", /^Podman/, /^export DOCKER_HOST=/],
  ["Podman named", describeEngine([podman], ["podman"], "unix:///x"), "ok", /^Podman 5\.2\.0$/],
  [
    "Docker closed",
    describeEngine([refused, absent], ["dockerd"]),
    "limited",
    /closed to you/,
    /usermod -aG docker/,
  ],
  [
    "Docker asleep",
    describeEngine([absent], ["dockerd"]),
    "limited",
    /does not answer/,
    /systemctl start docker/,
  ],
  [
    "Podman asleep",
    describeEngine([absent], ["podman"]),
    "limited",
    /does not answer/,
    /--user start podman\.socket/,
  ],
  ["no engine", describeEngine([absent], []), "limited", /^none$/, /apt-get install docker\.io/],
  ["a wrong DOCKER_HOST", describeEngine([], [], "tcp://a:1"), "limited", /tcp:\/\/a:1/, /unset DOCKER_HOST/],
  ["room", describeRoom({ processors: 2, memoryMib: 4096, diskMib: 9000 }), "ok", /2 processor/],
  [
    "one processor",
    describeRoom({ processors: 1, memoryMib: 4096, diskMib: 9000 }),
    "limited",
    /1 processor/,
    /--results/,
  ],
  [
    "a full disk",
    describeRoom({ processors: 2, memoryMib: 4096, diskMib: 3 }),
    "limited",
    /3 MiB free/,
    /--results/,
  ],
];

describe("the doctor", () => {
  test.each(table.map((row) => ({ what: row[0], row })))(
    "$what",
    ({ row: [, finding, state, found, remedy] }) => {
      expect(finding.state).toBe(state);
      expect(finding.found.en).toMatch(found);
      if (remedy === undefined) expect(finding.remedy).toBeUndefined();
      else expect(finding.remedy?.en).toMatch(remedy);
      // Whatever is limited says what that means.
      if (state === "limited") expect(finding.means?.fr).toMatch(/./);
    },
  );

  test("knows each of its examinations by a title in every language", () => {
    const titles: readonly Text[] = Object.values(examinations).map(({ title }) => title);
    for (const language of languages)
      expect(new Set(titles.map((title) => title[language])).size).toBe(titles.length);
  });

  test("looks for the engine where DOCKER_HOST says, and nowhere else then", () => {
    expect(socketsOf({ DOCKER_HOST: "unix:///x/y.sock" }, 1000)).toEqual(["/x/y.sock"]);
    expect(socketsOf({ DOCKER_HOST: "tcp://host:2375" }, 1000)).toEqual([]);
    expect(socketsOf({}, 1000)).toEqual([
      "/var/run/docker.sock",
      "/run/user/1000/docker.sock",
      "/run/user/1000/podman/podman.sock",
    ]);
  });
});

const lacking: Missing = {
  what: { fr: "le programme x", en: "the program x" },
  remedy: { fr: "Installez x.", en: "Install x." },
};

function runtime(missing: readonly Missing[]): Runtime {
  const never = () => Promise.reject(new Error("the doctor starts no lab"));
  return { name: "netns", missing: async () => missing, startLab: never, sweep: never };
}

const looks: Readonly<Record<string, Examination>> = {
  disk: {
    title: { fr: "Disque", en: "Disk" },
    examine: async () => ({
      state: "limited",
      found: { fr: "3 Mio", en: "3 MiB" },
      means: { fr: "Peu.", en: "Little." },
      remedy: { fr: "rm x", en: "rm x" },
    }),
  },
};

describe("the diagnosis", () => {
  const subject = { examinations: looks, environment: {} };
  const page = { language: "en", paint: (_style: unknown, text: string) => text } as const;

  test("shows each look, what a limit means, and the command", async () => {
    const diagnosis = await diagnose({
      ...subject,
      runtimes: { netns: runtime([]), other: runtime([lacking]) },
    });
    expect(diagnosis.runtimes).toEqual(["netns"]);
    expect(diagnosisLines(diagnosis, page).join("\n")).toMatchInlineSnapshot(`
      "! limited  Disk: 3 MiB
                 Little.
                 → rm x
      ✓ ok       --runtime netns: a lab can run
      ✗ missing  --runtime other: it lacks the program x
                 → Install x.

      A lab can run here (netns): npm run lab"
    `);
    expect(JSON.parse(diagnosisJson(diagnosis, "fr"))).toMatchObject({
      runtimes: ["netns"],
      examined: [
        { name: "disk", state: "limited", found: "3 Mio", means: "Peu.", remedy: "rm x" },
        { name: "runtime-netns", state: "ok" },
        { name: "runtime-other", state: "missing", remedy: "Installez x." },
      ],
    });
  });

  test("says when no lab can run at all", async () => {
    const diagnosis = await diagnose({ ...subject, runtimes: { netns: runtime([lacking]) } });
    expect(diagnosis.runtimes).toEqual([]);
    expect(diagnosisLines(diagnosis, page).at(-1)).toMatch(/^No lab can run here/);
  });

  test("names all that a runtime lacks", () => {
    expect(describeRuntime([lacking, lacking]).remedy?.en).toBe("Install x.; Install x.");
  });
});
