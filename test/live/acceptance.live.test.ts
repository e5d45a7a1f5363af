import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { afterAll, beforeAll, expect } from "vitest";
import type { Result } from "../../lab/report/result.ts";
import { openFakeEngine, soundEngine } from "../lab/command/fake-engine.ts";
import { bascule } from "./bascule.ts";
import { liveTest } from "./live.ts";
import { sabotaged } from "./sabotage.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bascule-acceptance-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function lab(name: string, ...args: readonly string[]): Promise<{ result: Result; said: string }> {
  const [json, results] = [join(folder, `${name}.json`), join(folder, name)];
  const { code, stdout, stderr } = await bascule([...args, "--json", json, "--results", results]);
  const said = `exit code ${code}\n${stderr}\n${stdout}`;
  const result = JSON.parse(
    await readFile(json, "utf8").catch((cause) => {
      throw new Error(said, { cause });
    }),
  );
  return { result, said };
}

const verdictsOf = ({ expectations }: Result) =>
  Object.fromEntries(expectations.map(({ name, verdict }) => [name, verdict]));

liveTest(
  "two labs on the same subnet at once, ours and the real daemons, both pass; where Docker has no room, without it",
  async () => {
    await using _engine = await openFakeEngine(fullEngine);
    const labs = await Promise.all([
      lab("ours", "lab", "--seed", "1"),
      lab("theirs", "lab", "--seed", "2", "--stack", "keepalived-haproxy", "--runtime", "netns"),
    ]);
    expect(labs[0].said).toMatch(
      /Docker answers.*\n.*image of the nodes is being built.*\n.*could not be built.*No space left on device.*\nSo the lab is built without Docker, in Linux namespaces\.\n/,
    );
    expect(labs.map(({ result: { runtime } }) => runtime)).toEqual(["netns", "netns"]);
    for (const { result, said } of labs) {
      expect(new Set(Object.values(verdictsOf(result))), said).toEqual(new Set(["pass"]));
      expect(said).toContain("exit code 0");
    }
    const schema = JSON.parse(await readFile(join(checkout, "lab/report/result.schema.json"), "utf8"));
    const validate = new Ajv({ strict: false }).compile(schema);
    for (const { result } of labs) expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  },
  { stack: "keepalived-haproxy" },
);

/** It has the base of the image, and no room for the rest. */
const fullEngine = {
  ...soundEngine,
  "GET /images/bascule-base": [200, {}],
  "POST /build": [500, { message: "write /layer.tar: No space left on device" }],
} as const;

/** A copy of our daemons in the checkout, where the nodes see it, whose master-down timer is twice as long. */
async function doubledAgent(): Promise<string> {
  await mkdir(join(checkout, "results"), { recursive: true });
  const copy = await mkdtemp(join(checkout, "results", "doubled-"));
  await cp(join(checkout, "agent"), join(copy, "agent"), { recursive: true });
  const file = join(copy, "agent/vrrp/timer.ts");
  const text = await readFile(file, "utf8");
  const adverts = "(pace.downAdverts ?? 3)";
  expect(text).toContain(`return ${adverts} * pace.advertMs + skewMs`);
  await writeFile(file, text.replace(adverts, "6"));
  return copy;
}

liveTest(
  "an agent built with a doubled timer is found out: its outage is not what the protocol predicts",
  async () => {
    const copy = await doubledAgent();
    try {
      const place = join(folder, "doubled-lab");
      const scenario = await sabotaged(place, [
        {
          file: "compose/compose.yaml",
          from: "keepalived --dont-fork",
          to: `${copy}/agent/keepalived.ts --dont-fork`,
        },
        // Two of ours would not wait for the timer that is doubled.
        ...(["lb1", "lb2"] as const).map((name) => ({
          file: `compose/${name}/keepalived.conf` as const,
          from: "script_user root",
          to: "script_user root\n    @bascule watch off",
        })),
      ]);
      const { result, said } = await lab("doubled", "run", scenario, "--runtime", "netns");
      expect(verdictsOf(result), said).toMatchObject({ takeover: "pass", outage: "fail" });
      expect(said).toContain("exit code 1");
    } finally {
      await rm(copy, { recursive: true });
    }
  },
);
