import { describe, test } from "vitest";
import { languageOf } from "../../agent/base/text.ts";
import { runtimes } from "../../lab/runtime/index.ts";
import { missingPrograms } from "../../lab/runtime/program.ts";
import type { Missing } from "../../lab/runtime/runtime.ts";
import { type StackName, stacks } from "../../lab/stack/index.ts";
import { missingForEngine } from "./engine.ts";

/** What a live test needs beside namespaces. */
export interface LiveNeeds {
  /** It plays an ordinary user itself, or looks at what only root sees. */
  readonly root?: true;
  readonly stack?: StackName;
  /** A container engine; the tests call `useEngine` first. */
  readonly engine?: true;
  /** Debian's docker-compose. */
  readonly compose?: true;
  /** FRR's vrrpd, another VRRP router. */
  readonly frr?: true;
  /** varnishtest, of Debian's package varnish. */
  readonly varnish?: true;
  /** curl, a browser and wrk. */
  readonly visitors?: true;
}

const machine = await runtimes.netns.missing();
const ofEngine = await missingForEngine();
const ofCompose = await missingPrograms([{ program: "docker-compose", debianPackage: "docker-compose" }]);
const ofFrr = await missingPrograms([{ program: "vtysh", debianPackage: "frr" }]);
const ofVarnish = await missingPrograms([{ program: "varnishtest", debianPackage: "varnish" }]);
const ofVisitors = await missingPrograms(
  ["curl", "chromium", "wrk"].map((program) => ({ program, debianPackage: program })),
);
const ofStack = new Map<string, readonly Missing[]>(
  await Promise.all(
    Object.entries(stacks).map(async ([name, stack]) => [name, await stack.missing()] as const),
  ),
);

const required = process.env.BASCULE_REQUIRE_LIVE === "1";

/**
 * A group of tests that need a real lab. On a machine that cannot run one it is skipped, with the reason in its
 * name; where BASCULE_REQUIRE_LIVE=1 it fails with the reason instead.
 */
export function describeLive(name: string, body: () => void, needs: LiveNeeds = {}): void {
  const reason = reasonAgainst(needs);
  if (reason === undefined) describe(name, body);
  else if (required) describe(name, () => test("this machine can run it", () => refuse(reason)));
  else describe.skip(`${name} (skipped: ${reason})`, body);
}

/** One such test. */
export function liveTest(name: string, body: () => Promise<void>, needs: LiveNeeds = {}): void {
  const reason = reasonAgainst(needs);
  if (reason === undefined) test(name, body);
  else if (required) test(name, () => refuse(reason));
  else test.skip(`${name} (skipped: ${reason})`, body);
}

function reasonAgainst({
  stack,
  root,
  engine,
  compose,
  frr,
  varnish,
  visitors,
}: LiveNeeds): string | undefined {
  const ofRoot = root && process.geteuid?.() !== 0 ? [notRoot] : [];
  const own = engine ? ofEngine : machine;
  const ofPrograms = stack === undefined ? [] : (ofStack.get(stack) ?? []);
  const ofOthers = [
    ...[...(compose ? ofCompose : []), ...(frr ? ofFrr : [])],
    ...[...(varnish ? ofVarnish : []), ...(visitors ? ofVisitors : [])],
  ];
  const missing = [...own, ...ofRoot, ...ofPrograms, ...ofOthers];
  const language = languageOf(process.env);
  const reasons = missing.map(({ what, remedy }) => `${what[language]}: ${remedy[language]}`);
  return reasons.length === 0 ? undefined : reasons.join("; ");
}

const notRoot: Missing = {
  what: { fr: "les droits de root", en: "the rights of root" },
  remedy: { fr: "Relancez la commande avec sudo.", en: "Run the command again with sudo." },
};

function refuse(reason: string): never {
  throw new Error(`BASCULE_REQUIRE_LIVE=1, but this machine lacks ${reason}`);
}
