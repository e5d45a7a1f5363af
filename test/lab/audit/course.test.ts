import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, describe, expect, test } from "vitest";
import type { Problem } from "../../../agent/base/problem.ts";
import { type Audit, audit } from "../../../lab/audit/audit.ts";
import { findSubjects } from "../../../lab/audit/find.ts";
import { printAudit } from "../../../lab/audit/print.ts";
import { auditJsonSchema } from "../../../lab/audit/result.ts";
import { openOutput } from "../../../lab/command/output.ts";
import { blocks, printedText } from "../../documents/block.ts";
import type { DocumentName } from "../../documents/document.ts";
import { applied, type Files } from "./apply.ts";

const folders: string[] = [];
afterAll(async () => void (await Promise.all(folders.map((folder) => rm(folder, { recursive: true })))));

/** Judges files as if they stood in the current folder. */
async function check(files: Files): Promise<Audit> {
  const folder = await mkdtemp(join(tmpdir(), "bascule-check-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const found = await audit(await findSubjects([folder], undefined));
  const near = (text: string) => text.replaceAll(`${folder}/`, "");
  return {
    judgement: JSON.parse(near(JSON.stringify(found.judgement))),
    sources: new Map([...found.sources].map(([file, lines]) => [near(file), lines])),
  };
}

function printed(found: Audit, language: "fr" | "en"): string {
  let text = "";
  const sink = {
    isTTY: false,
    write: (part: string) => {
      text += part;
    },
  };
  printAudit(found, language, openOutput(sink, { language, environment: {} }));
  return text;
}

const block = (document: DocumentName, number: number) => {
  const found = blocks.find((each) => each.document === document && each.number === number);
  if (found === undefined) throw new Error(`no block ${document} ${number}`);
  return printedText(found);
};
const pair = (document: DocumentName, first: number, second: number): Files => ({
  "lb1/keepalived.conf": block(document, first),
  "lb2/keepalived.conf": block(document, second),
});

/** Every document that prints a pair; the supermarket's prints no file. */
const pairs: Readonly<Record<string, Files>> = {
  annexe: pair("annexe", 1, 2),
  "bts-short": pair("bts", 6, 6),
  bts: { ...pair("bts", 10, 11), "haproxy/haproxy.cfg": block("bts", 12) },
  apache: pair("apache", 2, 3),
  module: {
    ...pair("module", 9, 10),
    "lb1/notify.sh": block("module", 11),
    "haproxy/haproxy.cfg": block("module", 3),
  },
};

describe.each(Object.entries(pairs))("the pair of %s", (name, files) => {
  test.each(["fr", "en"] as const)("is explained (%s)", async (language) => {
    const text = printed(await check(files), language);
    await expect(text).toMatchFileSnapshot(`snapshot/${name}.${language}.txt`);
  });

  test("gives a result that fits the schema", async () => {
    const { judgement } = await check(files);
    const validate = new Ajv({ strict: false }).compile(JSON.parse(auditJsonSchema()));
    expect([validate({ version: 0, ...judgement }), validate.errors]).toEqual([true, null]);
  });
});

test("audit.schema.json is the schema", async () => {
  await expect(auditJsonSchema()).toMatchFileSnapshot("../../../lab/audit/audit.schema.json");
});

describe("the pair of the Apache document", () => {
  const { apache = {} } = pairs;

  test("docs/check.md shows its table", async () => {
    const page = readFileSync("docs/check.md", "utf8");
    const shown = /<!-- .* begin -->\s+```text\n([^`]+)```/.exec(page)?.[1];
    expect(printed(await check(apache), "en")).toContain(shown);
  });

  test("stopping Apache does not move the address, for two reasons in numbers", async () => {
    const { judgement } = await check(apache);
    expect(judgement.verdict).toBe("fail");
    const failing = judgement.proof
      .flatMap(({ faults }) => faults)
      .filter(({ verdict }) => verdict === "fail");
    expect(failing).toEqual([
      expect.objectContaining({ kind: "script", node: "lb1", detail: "chk_apache", ownersAfter: ["lb1"] }),
    ]);
    expect(failing[0]?.text.en).toBe("apache2 stops (chk_apache fails) on lb1");
    expect(failing[0]?.reason?.en).toBe(
      "keepalived ignores chk_apache, which is defined after its use: 100 against 90 whatever happens; and in the right order, 100 (lb1) against 92 (lb2): weight 2 is too small",
    );
  });

  test("both faults name the lines to change", async () => {
    const { problems } = (await check(apache)).judgement;
    const edited = (words: string) => problems.find(({ text }) => text.en.includes(words))?.fix;
    expect(edited("reads from top to bottom")).toEqual([
      expect.objectContaining({ file: "lb1/keepalived.conf", line: 1, removed: 0 }),
      expect.objectContaining({ file: "lb1/keepalived.conf", line: 22, removed: 6 }),
    ]);
    expect(edited("Write -20 on both nodes")).toEqual([
      { file: "lb1/keepalived.conf", line: 26, removed: 1, lines: ["    weight -20"] },
      { file: "lb2/keepalived.conf", line: 25, removed: 1, lines: ["    weight -20"] },
    ]);
  });

  test("with the lines moved alone the weight is still too small", async () => {
    const [moved] = await repaired(apache, ({ text }) => text.en.includes("top to bottom"));
    const { proof } = (await check(moved)).judgement;
    const reasons = proof.flatMap(({ faults }) => faults).filter(({ verdict }) => verdict === "fail");
    expect(reasons.map(({ reason }) => reason?.en)).toEqual([
      "100 (lb1) against 92 (lb2): weight 2 is too small",
    ]);
  });
});

/** Does what is proposed, one thing after the other as a student would, until nothing is. */
async function repaired(files: Files, wanted: (problem: Problem) => boolean = () => true) {
  let now = files;
  for (let round = 0; round < 30; round++) {
    const { problems } = (await check(now)).judgement;
    const next = problems.filter(wanted).find((problem) => applied(now, problem) !== undefined);
    if (next === undefined) return [now, problems] as const;
    now = applied(now, next) ?? now;
  }
  throw new Error("what is proposed does not come to an end");
}

test.each(["annexe", "bts", "apache", "module"])(
  "after the changes that it proposes, the pair of %s passes",
  async (name) => {
    // What is wrong in haproxy.cfg is mended by hand.
    const strip = (text: string) =>
      text
        .split("\n")
        .filter((line) => !/^GNU nano 7.2$|^\.$|stats auth/.test(line))
        .join("\n");
    const files = Object.fromEntries(
      Object.entries(pairs[name] ?? {}).map(([file, text]) => [file, name === "bts" ? strip(text) : text]),
    );
    const [sound] = await repaired(files);
    const { judgement } = await check(sound);
    expect(judgement.problems.filter(({ severity }) => severity !== "advice" && severity !== "note")).toEqual(
      [],
    );
    expect(
      judgement.proof.flatMap(({ faults }) => faults).filter(({ verdict }) => verdict === "fail"),
    ).toEqual([]);
    expect(judgement.verdict).toBe("pass");
  },
);
