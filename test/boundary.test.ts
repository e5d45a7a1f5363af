import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { rules } from "./boundary/rule.ts";
import { readSources } from "./boundary/source.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

test.each(Object.keys(rules))("%s", async (name) => {
  expect(await violationsIn(root, name)).toEqual([]);
});

interface Seed {
  readonly rule: string;
  readonly why: string;
  readonly files: Readonly<Record<string, string>>;
  readonly found: readonly string[];
}

const innocent = "export const one = 1;\n";

const seeds: readonly Seed[] = [
  {
    rule: "agent does not import lab",
    why: "an import",
    files: {
      "agent/drive/vrrp.ts": 'import { one } from "../../lab/errors.ts";\none;\n',
      "lab/errors.ts": innocent,
    },
    found: ["agent/drive/vrrp.ts: lab/errors.ts"],
  },
  {
    rule: "agent does not import lab",
    why: "a type import",
    files: {
      "agent/drive/vrrp.ts": 'import type { One } from "../../lab/errors.ts";\n',
      "lab/errors.ts": innocent,
    },
    found: ["agent/drive/vrrp.ts: lab/errors.ts"],
  },
  {
    rule: "agent does not import lab",
    why: "a dynamic import",
    files: { "agent/drive/vrrp.ts": 'await import("../../lab/errors.ts");\n', "lab/errors.ts": innocent },
    found: ["agent/drive/vrrp.ts: lab/errors.ts"],
  },
  {
    rule: "agent does not import lab",
    why: "the type of an import",
    files: { "agent/a.ts": 'export type A = import("../lab/errors.ts").One;\n', "lab/errors.ts": innocent },
    found: ["agent/a.ts: lab/errors.ts"],
  },
  {
    rule: "agent does not import lab",
    why: "a re-export",
    files: { "agent/a.ts": 'export type { One } from "../lab/errors.ts";\n', "lab/errors.ts": innocent },
    found: ["agent/a.ts: lab/errors.ts"],
  },
  {
    rule: "lab imports only the agent's cores",
    why: "the agent's I/O",
    files: {
      "lab/run/run.ts": 'import "../../agent/drive/clock.ts";\nimport "../../agent/base/ip.ts";\n',
      "lab/node/capture.ts": 'import "../../agent/net/libc.ts";\nimport "../../agent/drive/clock.ts";\n',
      "agent/drive/clock.ts": innocent,
      "agent/base/ip.ts": innocent,
      "agent/net/libc.ts": innocent,
    },
    found: ["lab/node/capture.ts: agent/drive/clock.ts", "lab/run/run.ts: agent/drive/clock.ts"],
  },
  {
    rule: "a core does not reach Node or koffi",
    why: "directly, as a type too",
    files: {
      "agent/vrrp/machine.ts": 'import type { Readable } from "node:stream";\nexport type R = Readable;\n',
    },
    found: ["agent/vrrp/machine.ts: node:stream"],
  },
  {
    rule: "a core does not reach Node or koffi",
    why: "over two other files",
    files: {
      "lab/check/one-master.ts": 'import "../run/run.ts";\n',
      "lab/run/run.ts": 'export { two } from "./clock.ts";\n',
      "lab/run/clock.ts": 'import { hrtime } from "node:process";\nexport const two = hrtime;\n',
    },
    found: ["lab/check/one-master.ts: lab/run/run.ts > lab/run/clock.ts > node:process"],
  },
  {
    rule: "a core does not reach Node or koffi",
    why: "koffi, dynamically",
    files: {
      "agent/proxy/session.ts": 'import "../net/libc.ts";\n',
      "agent/net/libc.ts": 'export const load = () => import("koffi");\n',
    },
    found: ["agent/proxy/session.ts: agent/net/libc.ts > koffi"],
  },
  {
    rule: "koffi is imported in agent/net only",
    why: "elsewhere",
    files: {
      "lab/wire/link.ts": 'import koffi from "koffi";\nkoffi;\n',
      "agent/net/libc.ts": 'import "koffi";\n',
    },
    found: ["lab/wire/link.ts: koffi"],
  },
  {
    rule: "relative imports stay inside agent and lab",
    why: "a file of the tests, and one that is not there",
    files: { "lab/a.ts": 'import "../test/live/live.ts";\nimport "./gone.ts";\n' },
    found: ["lab/a.ts: test/live/live.ts", "lab/a.ts: lab/gone.ts"],
  },
  {
    rule: "an import names its file",
    why: "a computed one",
    files: { "lab/a.ts": "const name = process.argv[2];\nawait import(name);\n" },
    found: ["lab/a.ts: a computed import"],
  },
  {
    rule: "names are in kebab-case",
    why: "a file and a folder",
    files: {
      "lab/webPage/view.ts": innocent,
      "agent/net/raw_socket.ts": innocent,
      "agent/net/raw-socket.ts": innocent,
    },
    found: ["agent/net/raw_socket.ts: raw_socket.ts", "lab/webPage/view.ts: webPage"],
  },
  {
    rule: "no utils.ts, and index.ts only as a plugin table",
    why: "a drawer, and an index that is no table",
    files: { "lab/utils.ts": innocent, "lab/wire/index.ts": innocent, "lab/fault/index.ts": innocent },
    found: ["lab/utils.ts: utils.ts", "lab/wire/index.ts: index.ts"],
  },
];

test.each(seeds)("finds a violation of: $rule ($why)", async ({ rule, files, found }) => {
  expect(await violationsIn(treeOf(files), rule)).toEqual(found);
});

test("every rule has a seed", () => {
  expect(new Set(seeds.map(({ rule }) => rule))).toEqual(new Set(Object.keys(rules)));
});

test("an empty tree is an error, not a success", async () => {
  await expect(violationsIn(treeOf({}), "names are in kebab-case")).rejects.toThrow("no file was walked");
});

async function violationsIn(folder: string, name: string): Promise<readonly string[]> {
  const all = await readSources(folder);
  if (all.size === 0) throw new Error("no file was walked");
  return [...all.values()].flatMap((source) =>
    (rules[name]?.(source, all) ?? []).map((detail) => `${source.file}: ${detail}`),
  );
}

function treeOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "bascule-boundary-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}
