import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { says } from "../../../lab/document/issue.ts";
import { readDocument } from "../../../lab/document/read.ts";
import { LabError } from "../../../lab/errors.ts";

const codes = {
  read: "ERR_TOPOLOGY_READ",
  syntax: "ERR_TOPOLOGY_SYNTAX",
  key: "ERR_TOPOLOGY_KEY",
  value: "ERR_TOPOLOGY_VALUE",
} as const;

const isGood = (name: string) => name !== "bad";
const schema = z.strictObject({
  name: z.string().refine(isGood, says({ fr: "ce nom est pris", en: "this name is taken" })),
  count: z.int().min(3).optional(),
  role: z.enum(["app", "client"]).default("app"),
  services: z.record(
    z.string().regex(/^[a-z0-9]+$/),
    z.strictObject({ command: z.union([z.string(), z.array(z.string())]), image: z.string().optional() }),
  ),
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bascule-test-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const file = join(folder, "document.yaml");
  await writeFile(file, text);
  return readDocument(file, schema, codes, { isExtension: (key) => key.startsWith("x-") });
}

/** The error's lines in one language, without the folder. */
async function complaints(text: string, language: "fr" | "en" = "en"): Promise<string[]> {
  const error = await read(text).catch((reason: unknown) => reason);
  if (!(error instanceof LabError)) throw new Error(`expected a LabError, got ${String(error)}`);
  const whole = `${error.text[language]} [${error.code}]`;
  return whole.split("\n").map((line) => line.replace(`${folder}/document.yaml:`, ""));
}

const ok = "name: n\nservices: {}\n";
const cases: readonly { readonly title: string; readonly yaml: string; readonly says: readonly string[] }[] =
  [
    {
      title: "an unknown key with the nearest valid one",
      yaml: "name: n\nservices:\n  lb1:\n    command: a\n    imgae: b\n",
      says: ['5:5: services.lb1.imgae: unknown key; did you mean "image"? [ERR_TOPOLOGY_KEY]'],
    },
    {
      title: "an unknown key that resembles none, with those that may stand there",
      yaml: `${ok}frobnicate: 1\n`,
      says: [
        "3:1: frobnicate: unknown key; remove it. Keys that may stand here: name, count, role, services [ERR_TOPOLOGY_KEY]",
      ],
    },
    {
      title: "a missing key at the group that lacks it",
      yaml: "name: n\nservices:\n  lb1: { image: x }\n",
      says: ['3:3: services.lb1.command: is missing; add "command": text or a list [ERR_TOPOLOGY_VALUE]'],
    },
    {
      title: "a wrong type inside a union's best branch",
      yaml: "name: n\nservices:\n  lb1: { command: [a, 8] }\n",
      says: ["3:23: services.lb1.command[1]: expected text, found the number 8 [ERR_TOPOLOGY_VALUE]"],
    },
    {
      title: "a type that no branch of a union takes",
      yaml: "name: n\nservices:\n  lb1: { command: true }\n",
      says: ["3:19: services.lb1.command: expected text or a list, found true [ERR_TOPOLOGY_VALUE]"],
    },
    {
      title: "a value outside a list",
      yaml: `${ok}role: clinet\n`,
      says: [
        '3:7: role: expected one of app, client, found the text "clinet"; did you mean "client"? [ERR_TOPOLOGY_VALUE]',
      ],
    },
    {
      title: "a number below its bound",
      yaml: `${ok}count: 1\n`,
      says: ["3:8: count: must be at least 3 [ERR_TOPOLOGY_VALUE]"],
    },
    {
      title: "a refinement in its own words",
      yaml: "name: bad\nservices: {}\n",
      says: ["1:7: name: this name is taken [ERR_TOPOLOGY_VALUE]"],
    },
    {
      title: "a key of the wrong form",
      yaml: "name: n\nservices:\n  A-B: { command: a }\n",
      says: ["3:3: services.A-B: does not have the expected form (/^[a-z0-9]+$/) [ERR_TOPOLOGY_VALUE]"],
    },
    {
      title: "a mistake in a merged anchor once, where it is written",
      yaml: "x-a: &a\n  image: 3\nname: n\nservices:\n  a: { <<: *a, command: a }\n  b: { <<: *a, command: b }\n",
      says: ["2:10: services.a.image: expected text, found the number 3 [ERR_TOPOLOGY_VALUE]"],
    },
    {
      title: "all problems at once, in the order of the lines",
      yaml: "name: 1\ncount: 1.5\nservices: 3\n",
      says: [
        "1:7: name: expected text, found the number 1 [ERR_TOPOLOGY_VALUE]",
        "2:8: count: expected a whole number, found the number 1.5 [ERR_TOPOLOGY_VALUE]",
        "3:11: services: expected a group of keys, found the number 3 [ERR_TOPOLOGY_VALUE]",
      ],
    },
    {
      title: "an alias without an anchor",
      yaml: "name: *nothing\n",
      says: ['1:7: "*nothing" refers to no anchor; define "&nothing" above it [ERR_TOPOLOGY_SYNTAX]'],
    },
    {
      title: "a key given twice",
      yaml: "name: a\nname: b\n",
      says: [
        "2:1: this key is already given above; remove one of the two (Map keys must be unique) [ERR_TOPOLOGY_SYNTAX]",
      ],
    },
    {
      title: "a tag that means nothing",
      yaml: "name: !foo b\nservices: {}\n",
      says: ["1:7: this tag (!…) is not understood; remove it (Unresolved tag: !foo) [ERR_TOPOLOGY_SYNTAX]"],
    },
    {
      title: "an empty file",
      yaml: "",
      says: ["1:1: expected a group of keys, found nothing [ERR_TOPOLOGY_VALUE]"],
    },
  ];

describe("reading a document names", () => {
  test.each(cases)("$title", async ({ yaml, says: expected }) => {
    expect(await complaints(yaml)).toEqual(expected);
  });

  test("every problem in French as well", async () => {
    expect(await complaints(`${ok}rol: app\n`, "fr")).toEqual([
      "3:1: rol: clé inconnue ; vouliez-vous dire « role » ? [ERR_TOPOLOGY_KEY]",
    ]);
  });

  test("a file that cannot be read", async () => {
    const error = await readDocument(join(folder, "none.yaml"), schema, codes).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: "ERR_TOPOLOGY_READ", exitCode: 2 });
    expect(String(error)).toContain("none.yaml: the file cannot be read (ENOENT)");
  });

  test("a file whose aliases multiply without end", async () => {
    const level = (n: number) =>
      `x-${n}: &a${n} [${Array(20)
        .fill(`*a${n - 1}`)
        .join(", ")}]`;
    const bomb = ["x-0: &a0 [x]", ...[1, 2, 3, 4, 5].map(level), ok].join("\n");
    expect((await complaints(bomb)).join()).toContain("ERR_TOPOLOGY_SYNTAX");
  });
});

describe("a document that was read", () => {
  test("has its defaults and its merged keys, and no extension", async () => {
    const { data } = await read("x-a: &a { image: i }\nname: n\nservices:\n  a: { <<: *a, command: c }\n");
    expect(data).toEqual({ name: "n", role: "app", services: { a: { image: "i", command: "c" } } });
  });

  test("knows where keys, values and merged keys stand", async () => {
    const { at } = await read("x-a: &a { image: i }\nname: n\nservices:\n  a: { <<: *a, command: c }\n");
    expect(at(["services", "a", "command"], "key")).toMatchObject({ line: 4, column: 16 });
    expect(at(["services", "a", "command"])).toMatchObject({ line: 4, column: 25 });
    expect(at(["services", "a", "image"])).toMatchObject({ line: 1, column: 18 });
  });
});
