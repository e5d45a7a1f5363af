import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import * as formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { labPlan } from "../../../lab/topology/plan.ts";
import { readTopology } from "../../../lab/topology/read.ts";

const file = fileURLToPath(new URL("../../../compose/course/compose.yaml", import.meta.url));
const composeSchema = new URL("../../../../shared/schemas/compose-spec.json", import.meta.url);
const stack = {
  title: { fr: "", en: "" },
  commands: { keepalived: "/x" },
  refuses: [],
  missing: async () => [],
};

describe("the course's topology", () => {
  test("has the addresses of module 16", async () => {
    const { nodes, vip } = await readTopology(file);
    expect(vip).toBe("192.168.1.100");
    expect(Object.fromEntries(nodes.map(({ name, links }) => [name, links[0]?.address]))).toEqual({
      lb1: "192.168.1.101",
      lb2: "192.168.1.102",
      app1: "192.168.1.11",
      app2: "192.168.1.12",
      app3: "192.168.1.13",
      client: "192.168.1.5",
    });
  });

  test("gives the same plan every time, with MACs made of the addresses and the stack's commands", async () => {
    const [one, two] = [await readTopology(file), await readTopology(file)].map((topology) =>
      labPlan(topology, stack, "abc123"),
    );
    expect(one).toEqual(two);
    expect(one?.nodes[0]?.links).toEqual([
      { network: "lan", interfaceName: "eth0", address: "192.168.1.101/24", mac: "02:42:c0:a8:01:65" },
    ]);
    expect(Object.keys(one?.nodes[0]?.commands ?? {})).toEqual(
      expect.arrayContaining(["bascule-app", "bascule-journal", "systemctl", "keepalived"]),
    );
  });

  test.skipIf(!existsSync(composeSchema))(
    "is valid Compose (needs compose-spec.json beside the checkout)",
    () => {
      const ajv = new Ajv({ strict: false, allErrors: true });
      formats.default.default(ajv);
      // The schema names draft 7 by an address that ajv does not know; it is ajv's default draft.
      const { $schema, ...schema } = JSON.parse(readFileSync(composeSchema, "utf8"));
      expect($schema).toContain("draft-07");
      const validate = ajv.compile(schema);
      validate(parse(readFileSync(file, "utf8"), { merge: true }));
      expect(validate.errors).toBeNull();
    },
  );
});
