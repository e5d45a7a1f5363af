import { expect, test } from "vitest";
import { openContext } from "../../../lab/command/main.ts";
import type { Missing } from "../../../lab/runtime/runtime.ts";
import { asMissing, ensureSetup } from "../../../lab/setup/ensure.ts";
import { programs } from "../../../lab/setup/program.ts";
import { capture } from "../command/capture.ts";
import { type Behaviour, daemons, fakeMachine } from "./fake-machine.ts";

const rootOnly: Missing = {
  what: { fr: "Il faut être root", en: "This needs root" },
  remedy: { fr: "Lancez avec sudo", en: "Run it with sudo" },
};

function ensure(missing: readonly Missing[], behaviour: Behaviour, environment = {}) {
  const fake = fakeMachine(behaviour);
  const { written, surroundings } = capture({ environment: { LANG: "en_US.UTF-8", ...environment } });
  const still = ensureSetup(missing, openContext([], surroundings), fake.machine);
  return { still, written, log: fake.log };
}

test("nothing missing: nothing is done or said", async () => {
  const { still, written, log } = ensure([], {});
  expect([await still, written, log()]).toEqual([[], { stdout: "", stderr: "" }, []]);
});

test("what is missing is installed, with a line of progress", async () => {
  const { still, written, log } = ensure(daemons.map(asMissing), {});
  expect(await still).toEqual([]);
  expect(written.stderr).toBe("Missing: keepalived, haproxy. Installing with apt-get…\n");
  expect(log().at(-1)).toBe("apt-get install --no-install-recommends keepalived haproxy");
});

test.each([
  {
    why: "without root",
    behaviour: { isRoot: false },
    remedy:
      "This needs root. Run: sudo apt-get update && sudo apt-get install --no-install-recommends keepalived haproxy",
  },
  {
    why: "without root, where systemd runs",
    behaviour: { isRoot: false, hasSystemd: true },
    remedy:
      "This needs root. Run: sudo apt-get update && sudo apt-get install --no-install-recommends keepalived haproxy && sudo systemctl disable --now keepalived.service haproxy.service",
  },
  {
    why: "where the installation fails",
    behaviour: { onFetch: "echo E: no network; false" },
    remedy:
      "`apt-get install --no-install-recommends --download-only keepalived haproxy` failed: E: no network. Mend that, then run `npm run setup`.",
  },
])("$why it returns the packages with the remedy", async ({ behaviour, remedy }) => {
  const still = await ensure(daemons.map(asMissing), behaviour).still;
  expect(still.map(({ what, remedy }) => [what.en, remedy.en])).toEqual([
    ["Missing: keepalived, haproxy", remedy],
  ]);
});

test("what no package brings is returned as it came", async () => {
  expect(await ensure([rootOnly], {}).still).toEqual([rootOnly]);
});

test("with BASCULE_REQUIRE_LIVE=1 nothing may be missing, and each remedy is told", async () => {
  const { still } = ensure(
    [rootOnly, ...daemons.map(asMissing)],
    { isRoot: false },
    { BASCULE_REQUIRE_LIVE: "1" },
  );
  await expect(still).rejects.toMatchObject({
    code: "ERR_MACHINE_MISSING",
    text: {
      en: expect.stringMatching(
        /^This needs root\. Run it with sudo\nMissing: keepalived, haproxy\. This needs/,
      ),
    },
  });
});

test("no program stands twice in the table, and each has what it is needed for", () => {
  const commands = programs.map(({ command }) => command);
  expect(commands).toEqual([...new Set(commands)]);
  expect(programs.filter(({ neededFor }) => neededFor.fr === "" || neededFor.en === "")).toEqual([]);
});
