import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const runProcess = new URL("../../lab/command/run-process.ts", import.meta.url).href;
const carried = `node_modules/node-${process.platform}-${process.arch}`;
const needsCarried = [!existsSync(join(root, carried)), "npm has no Node for this platform"] as const;

/** Makes the running Node say that it is an old one: the launcher looks at nothing else. */
const pretendsToBeOld = `data:text/javascript,${encodeURIComponent(
  'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.1.0" } })',
)}`;

/** Says "ready", waits for the end, and cleans up by writing the file `cleaned`; `exit N` ends with N. */
const cli = `
import { writeFileSync } from "node:fs";
import { runProcess } from ${JSON.stringify(runProcess)};
const text = { fr: "", en: "" };
const base = { summary: text, options: {}, examples: [], exitCodes: [] };
const wait = { ...base, name: "wait", arguments: [], run: async (_, { signal, stdout }) => {
  const alive = setInterval(() => {}, 1000);
  const ended = new Promise((resolve) => signal.addEventListener("abort", resolve));
  stdout.line("ready " + process.pid + " " + process.version);
  await ended;
  await new Promise((resolve) => setTimeout(resolve, 50));
  writeFileSync(new URL("../cleaned", import.meta.url), signal.reason.stopSignal);
  clearInterval(alive);
  return 0;
} };
const exit = { ...base, name: "exit", arguments: [{ name: "code", summary: text, required: true }],
  run: async ({ arguments: [code] }) => Number(code) };
await runProcess([wait, exit]);
`;

interface Tree {
  readonly dependencies: boolean;
  readonly carriedNode: boolean;
}

function treeOf({ dependencies, carriedNode }: Tree): string {
  const folder = mkdtempSync(join(tmpdir(), "bascule-launcher-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "lab"));
  copyFileSync(join(root, "lab/bascule.js"), join(folder, "lab/bascule.js"));
  writeFileSync(join(folder, "lab/cli.ts"), cli);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  if (dependencies) mkdirSync(join(folder, "node_modules/commander"), { recursive: true });
  if (carriedNode) symlinkSync(join(root, carried), join(folder, carried));
  return folder;
}

interface Launch {
  readonly folder: string;
  readonly argv: readonly string[];
  readonly old: boolean;
  readonly language?: string;
}

function launch({ folder, argv, old, language = "en_US.UTF-8" }: Launch): ChildProcess {
  const preload = old ? ["--import", pretendsToBeOld] : [];
  const child = spawn(process.execPath, [...preload, join(folder, "lab/bascule.js"), ...argv], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH, LANG: language },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

async function endOf(child: ChildProcess) {
  if (child.stdout === null || child.stderr === null) throw new Error("no pipes");
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { stdout, stderr, code, signal };
}

/** The process that runs cli.ts, once it waits. */
async function readyPid(child: ChildProcess): Promise<number> {
  const [line] = await once(child.stdout ?? child, "data");
  return Number(String(line).split(" ")[1]);
}

async function cleaned(folder: string): Promise<string> {
  while (!existsSync(join(folder, "cleaned"))) await sleep(10);
  await sleep(20);
  return readFileSync(join(folder, "cleaned"), "utf8");
}

test.each([
  {
    why: "no dependencies",
    tree: { dependencies: false, carriedNode: false },
    en: "bascule's dependencies are missing: run `npm ci` in FOLDER.",
    fr: "Il manque les dépendances de bascule : lancez « npm ci » dans FOLDER.",
  },
  {
    why: "an old Node and no carried one",
    tree: { dependencies: true, carriedNode: false },
    en: "bascule needs Node 24 or newer, and this is Node 20.1.0: run `npm ci` in FOLDER, which brings Node 26, or install a newer Node.",
    fr: "bascule demande Node 24 ou plus récent, et voici Node 20.1.0 : lancez « npm ci » dans FOLDER, qui apporte Node 26, ou installez un Node plus récent.",
  },
])("$why: one sentence, exit code 3", async ({ tree, en, fr }) => {
  const folder = treeOf(tree);
  for (const [language, sentence] of [
    ["en_US.UTF-8", en],
    ["fr_FR.UTF-8", fr],
  ] as const) {
    const end = await endOf(launch({ folder, argv: ["lab"], old: true, language }));
    const stderr = `bascule: ${sentence.replace("FOLDER", folder)} [ERR_MACHINE_MISSING]\n`;
    expect(end).toEqual({ stdout: "", stderr, code: 3, signal: null });
  }
});

const ways = [
  { way: "a new Node runs it itself", old: false },
  { way: "an old Node starts the carried one", old: true },
];

test.for(ways)("$way: arguments and exit code pass", async ({ old }, { skip }) => {
  skip(...needsCarried);
  const folder = treeOf({ dependencies: true, carriedNode: true });
  const end = await endOf(launch({ folder, argv: ["exit", "4"], old }));
  expect(end).toEqual({ stdout: "", stderr: "", code: 4, signal: null });
});

test.for(
  ways.flatMap((way) => [
    { ...way, name: "SIGINT", code: 130 } as const,
    { ...way, name: "SIGTERM", code: 143 } as const,
    { ...way, name: "SIGHUP", code: 129 } as const,
  ]),
)("$way: after $name it cleans up and ends with $code", async ({ old, name, code }, { skip }) => {
  skip(...needsCarried);
  const folder = treeOf({ dependencies: true, carriedNode: true });
  const child = launch({ folder, argv: ["wait"], old });
  const pid = await readyPid(child);
  const end = endOf(child);
  // As a terminal does: to every process of the group.
  child.kill(name);
  if (pid !== child.pid) process.kill(pid, name);
  expect(await end).toMatchObject({ stderr: "", code, signal: null });
  expect(await cleaned(folder)).toBe(name);
});

test("a SIGKILL of the launcher ends what it started, cleaned up", async ({ skip }) => {
  skip(...needsCarried);
  const folder = treeOf({ dependencies: true, carriedNode: true });
  const child = launch({ folder, argv: ["wait"], old: true });
  const pid = await readyPid(child);
  expect(pid).not.toBe(child.pid);
  child.kill("SIGKILL");
  expect(await cleaned(folder)).toBe("SIGHUP");
});

test("the launcher ends by the signal that killed what it started", async ({ skip }) => {
  skip(...needsCarried);
  const folder = treeOf({ dependencies: true, carriedNode: true });
  const child = launch({ folder, argv: ["wait"], old: true });
  const pid = await readyPid(child);
  const end = endOf(child);
  process.kill(pid, "SIGKILL");
  expect(await end).toMatchObject({ code: null, signal: "SIGKILL" });
});

test("results for a reader that has gone are no error", async () => {
  const child = spawn(
    "sh",
    ["-c", `"$0" "$1" --help | true`, process.execPath, join(root, "lab/bascule.js")],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  expect(await endOf(child)).toMatchObject({ stderr: "", code: 0 });
});

test("results for a full disk are an error, exit code 3", async ({ skip }) => {
  skip(!existsSync("/dev/full"), "there is no /dev/full");
  const child = spawn(
    "sh",
    ["-c", `"$0" "$1" --help --lang en > /dev/full`, process.execPath, join(root, "lab/bascule.js")],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const { stderr, code } = await endOf(child);
  expect(stderr).toBe(
    "bascule: Standard output cannot be written (ENOSPC). Check the file's space and permissions. [ERR_RESULTS_WRITE]\n",
  );
  expect(code).toBe(3);
});
