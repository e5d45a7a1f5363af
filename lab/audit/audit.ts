import type { Problem } from "../../agent/base/problem.ts";
import { parseHaproxy } from "../../agent/config/haproxy/parse.ts";
import type { IncludeReader } from "../../agent/config/keepalived/include.ts";
import { type LintSource, lint, lintInput, lintPair } from "../../agent/lint/lint.ts";
import { blockOf, listed } from "../../agent/lint/place.ts";
import type { Member } from "../../agent/lint/rule.ts";
import { shownPath } from "../document/shown-path.ts";
import type { ProofNode, ProofRow } from "../oracle/prove/proof.ts";
import { prove } from "../oracle/prove.ts";
import { readIncluded } from "./include.ts";
import { readConfigText } from "./read-text.ts";
import type { SubjectNode } from "./subject.ts";

/** What is said of the files of some nodes; `result.ts` is its JSON form. */
export interface Judgement {
  readonly nodes: readonly {
    readonly name: string;
    readonly keepalived: string | null;
    readonly haproxy: string | null;
  }[];
  /** One for each pair. */
  readonly proof: readonly PairProof[];
  readonly problems: readonly Problem[];
  readonly verdict: "pass" | "fail" | "refused";
}

export interface PairProof {
  readonly nodes: readonly string[];
  readonly owner: string | null;
  readonly faults: readonly ProofRow[];
}

/** A judgement with the lines of the files that it speaks of. */
export interface Audit {
  readonly judgement: Judgement;
  readonly sources: ReadonlyMap<string, readonly string[]>;
}

/** Reads the files of the nodes and judges them: each alone, each pair, and what becomes of a pair after every fault. */
export async function audit(nodes: readonly SubjectNode[]): Promise<Audit> {
  const sources = new Map<string, readonly string[]>();
  const keep = (path: string, text: string) => sources.set(shownPath(path), text.split(/\r?\n/));
  const members = (await Promise.all(nodes.map((node) => readMember(node, keep)))).flatMap(
    (member) => member ?? [],
  );
  const balancing = await readBalancing(nodes, keep);
  const pairs = members.flatMap((first, index) =>
    members.slice(index + 1).map((second) => [first, second] as const),
  );
  const problems = distinct([
    ...members.flatMap(({ member }) => lint(member)),
    ...pairs.flatMap(([first, second]) => lintPair([first.member, second.member])),
    ...balancing,
  ]);
  const proof = pairs.map(([first, second]) => {
    const { owner, rows } = prove([proofNode(first), proofNode(second)]);
    return { nodes: [first.node.name, second.node.name], owner, faults: rows };
  });
  const verdict = verdictOf(problems, proof);
  return {
    judgement: { nodes: nodes.map(shownNode), proof, problems: problems.map(plain), verdict },
    sources,
  };
}

interface ReadMember {
  readonly node: SubjectNode;
  readonly member: Member;
}

type Keep = (path: string, text: string) => void;

async function readMember(node: SubjectNode, keep: Keep): Promise<ReadMember | undefined> {
  if (node.keepalived === undefined) return undefined;
  const text = await readConfigText(node.keepalived);
  keep(node.keepalived, text);
  const { addressesOf } = node;
  const source: LintSource = {
    file: shownPath(node.keepalived),
    text,
    options: { include: keeping(readIncluded, keep) },
    addressesOf,
  };
  const input = lintInput(source);
  const scripts = await readScripts(node, input, keep);
  return { node, member: { ...input, scriptText: (path) => scripts.get(path), node: node.name } };
}

/** The lines of included files are shown too. */
function keeping(read: IncludeReader, keep: Keep): IncludeReader {
  return (pattern, from) => {
    const included = read(pattern, from);
    for (const { file, text } of included.files) keep(file, text);
    return included;
  };
}

/** The notify scripts that are at hand. */
async function readScripts(node: SubjectNode, { config }: Pick<Member, "config">, keep: Keep) {
  const notified = config.instances.flatMap(({ notify }) => Object.values(notify));
  const scripts = new Map<string, { file: string; text: string }>();
  for (const path of new Set(notified.map(({ argv }) => argv[0] ?? ""))) {
    const file = await node.fileOf(path);
    const text = file === undefined ? undefined : await readConfigText(file).catch(() => undefined);
    if (file === undefined || text === undefined) continue;
    keep(file, text);
    scripts.set(path, { file: shownPath(file), text });
  }
  return scripts;
}

async function readBalancing(nodes: readonly SubjectNode[], keep: Keep): Promise<readonly Problem[]> {
  const files = [...new Set(nodes.flatMap(({ haproxy }) => haproxy ?? []))];
  const read = await Promise.all(
    files.map(async (file) => {
      const text = await readConfigText(file);
      keep(file, text);
      return parseHaproxy(text, shownPath(file)).problems;
    }),
  );
  return read.flat();
}

function proofNode({ node, member }: ReadMember): ProofNode {
  return {
    name: node.name,
    config: member.config,
    trackedBy: (instance) => {
      const block = blockOf(member.lines, "vrrp_instance", instance);
      return block === undefined ? [] : listed(block, "track_script").map(({ words }) => words[0].text);
    },
    services: node.haproxy === undefined ? [] : ["haproxy"],
    addressOf: (interfaceName) => node.addressesOf(interfaceName)[0]?.split("/")[0],
  };
}

/** Without what only `keepalived -t` asks of it. */
function plain({ file, line, column, width, severity, code, text, instead, fix }: Problem): Problem {
  return {
    ...{ file, line, column, severity, code, text },
    ...(width === undefined ? {} : { width }),
    ...(instead === undefined ? {} : { instead }),
    ...(fix === undefined ? {} : { fix }),
  };
}

function shownNode({ name, keepalived, haproxy }: SubjectNode): Judgement["nodes"][number] {
  const shown = (path: string | undefined) => (path === undefined ? null : shownPath(path));
  return { name, keepalived: shown(keepalived), haproxy: shown(haproxy) };
}

/** Nodes may share a file. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const key = ({ file, line, column, text }: Problem) => `${file}:${line}:${column} ${text.en}`;
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()];
}

function verdictOf(problems: readonly Problem[], proof: Judgement["proof"]): Judgement["verdict"] {
  if (problems.some(({ severity }) => severity === "fatal")) return "refused";
  const fails = proof.some(
    ({ faults }) => faults.length === 0 || faults.some(({ verdict }) => verdict === "fail"),
  );
  return fails || problems.some(({ severity }) => severity === "mistake") ? "fail" : "pass";
}
