import { readFile, stat } from "node:fs/promises";
import { join, posix } from "node:path";
import { formatProblem, type Problem } from "../../agent/base/problem.ts";
import type { Language } from "../../agent/base/text.ts";
import type { HaproxyConfig } from "../../agent/config/haproxy/config.ts";
import { parseHaproxy } from "../../agent/config/haproxy/parse.ts";
import type { KeepalivedConfig } from "../../agent/config/keepalived/config.ts";
import { lint, lintInput, lintPair } from "../../agent/lint/lint.ts";
import type { Member } from "../../agent/lint/rule.ts";
import { shownPath } from "../document/shown-path.ts";
import { labError } from "../errors.ts";
import type { Stack } from "../stack/stack.ts";
import type { Topology, TopologyNode } from "../topology/topology.ts";

interface Read<Config> {
  readonly config: Config;
  readonly problems: readonly Problem[];
}

/** A balancer with what its daemons read. */
export interface Balancer {
  readonly node: TopologyNode;
  readonly keepalived: Read<KeepalivedConfig>;
  readonly haproxy: Read<HaproxyConfig>;
}

interface Balancers {
  readonly balancers: readonly Balancer[];
  /** What the files get wrong without being refused. */
  readonly mistakes: readonly Problem[];
}

/** What of the files is refused before anything is built. */
export interface Refusal extends Pick<Stack, "refuses" | "watches"> {
  /** A file that is not there counts as an empty one. */
  readonly missingIsEmpty?: boolean;
}

/** Reads the daemons' files of every balancer. @throws LabError for those with which the stack's daemons do not start */
export async function readBalancers(topology: Topology, stack: Refusal): Promise<Balancers> {
  const nodes = topology.nodes.filter(({ role }) => role === "balancer");
  const balancers = await Promise.all(nodes.map((node) => readBalancer(node, topology, stack)));
  const members = balancers.map(({ node, keepalived }): Member => ({ ...keepalived.input, node: node.name }));
  const pairs = members.flatMap((first, index) =>
    members.slice(index + 1).map((second) => [first, second] as const),
  );
  const problems = distinct([
    ...balancers.flatMap(({ keepalived, haproxy }) => [...keepalived.problems, ...haproxy.problems]),
    ...pairs.flatMap(lintPair),
  ]);
  refuseProblems(problems.filter(({ severity }) => stack.refuses.includes(severity)));
  const isWrong = ({ severity }: Problem) => severity === "mistake" || severity === "fatal";
  return { balancers, mistakes: problems.filter(isWrong) }; // the others are about our daemons, not about the files
}

async function readBalancer(node: TopologyNode, topology: Topology, refusal: Refusal) {
  const place = { node, topology, refusal };
  const keepalived = await readConfig(place, "/etc/keepalived/keepalived.conf", (text, file) => {
    const input = lintInput({ file, text });
    return { input, config: input.config, problems: lint(input) };
  });
  const haproxy = await readConfig(place, "/etc/haproxy/haproxy.cfg", parseHaproxy);
  return { node, keepalived, haproxy };
}

interface Place {
  readonly node: TopologyNode;
  readonly topology: Topology;
  readonly refusal: Refusal;
}

async function readConfig<Parsed>(
  { node, topology, refusal }: Place,
  target: string,
  parse: (text: string, file: string) => Parsed,
): Promise<Parsed> {
  const path = await sourceOf(node, target);
  if (path === undefined) throw noConfig(node, target, topology);
  const text = await readFile(path, "utf8").catch((cause) => {
    if (refusal.missingIsEmpty) return "";
    throw noConfig(node, target, topology, cause);
  });
  return parse(text, shownPath(path));
}

/** @throws LabError ERR_CONFIG_INVALID with all of them */
function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const lines = (language: Language) =>
    problems.map((problem) => formatProblem(problem, language)).join("\n");
  throw labError("ERR_CONFIG_INVALID", {
    fr: `${lines("fr")}\nAvec ces fichiers les programmes du labo ne démarrent pas ; corrigez-les`,
    en: `${lines("en")}\nWith these files the programs of the lab do not start; mend them`,
  });
}

/** The file of this machine that the node sees at `target`. */
export async function sourceOf(node: TopologyNode, target: string): Promise<string | undefined> {
  for (const mount of node.mounts) {
    if (mount.target === target) return mount.source;
    const inside = posix.relative(mount.target, target);
    if (!inside.startsWith("..") && (await isFolder(mount.source))) return join(mount.source, inside);
  }
  return undefined;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path)).isDirectory();
}

function noConfig(node: TopologyNode, target: string, { file }: Topology, cause?: unknown) {
  return labError(
    "ERR_TOPOLOGY_FILE",
    {
      fr: `${file} : le nœud ${node.name} n'a pas de ${target} ; montez le fichier ou son dossier sous « volumes ».`,
      en: `${file}: node ${node.name} has no ${target}; mount the file or its folder under "volumes".`,
    },
    cause,
  );
}

/** Two nodes may share a file. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [formatProblem(problem, "en"), problem])).values()];
}
