import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import type { Text } from "../../agent/base/text.ts";
import { shownPath } from "../document/shown-path.ts";
import { labError } from "../errors.ts";
import { ofTopology } from "./of-topology.ts";
import type { SubjectNode } from "./subject.ts";

const fileName = "keepalived.conf";
const topologyNames = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

/**
 * The nodes that arguments mean: a keepalived.conf or haproxy.cfg, a folder with one of them, a folder with such folders,
 * a topology (Compose) or the folder of one. What belongs to a file is looked for beside it.
 * @throws LabError ERR_CHECK_READ for what is none of them
 */
export async function findSubjects(
  paths: readonly string[],
  haproxy: string | undefined,
): Promise<readonly SubjectNode[]> {
  const twice = paths.find((path, index) =>
    paths.slice(0, index).some((other) => resolve(other) === resolve(path)),
  );
  if (twice !== undefined) throw givenTwice(twice);
  const found = (await Promise.all(paths.map((path) => subjectsOf(path)))).flat();
  const named = distinctNames(withTheirBalancer(found));
  return haproxy === undefined ? named : named.map((node) => ({ ...node, haproxy }));
}

/** A haproxy.cfg that is given beside keepalived.conf files is that of their nodes: the one for all, or one for each. */
function withTheirBalancer(found: readonly SubjectNode[]): readonly SubjectNode[] {
  const nodes = found.filter(({ keepalived }) => keepalived !== undefined);
  const files = found.flatMap(({ keepalived, haproxy = [] }) => (keepalived === undefined ? haproxy : []));
  const [only] = files;
  if (nodes.length === 0 || only === undefined) return found;
  if (files.length !== 1 && files.length !== nodes.length) return found;
  return nodes.map((node, index) => ({ ...node, haproxy: files[files.length === 1 ? 0 : index] ?? only }));
}

async function subjectsOf(path: string): Promise<readonly SubjectNode[]> {
  const kind = await kindOf(path);
  if (kind === "folder") return inFolder(path);
  if (/\.ya?ml$/.test(path)) return ofTopology(path);
  return [(await isForBalancer(path)) ? balancerOf(path) : await nodeOf(path)];
}

/** Whose file it is, whatever it is called: people give the files in any order. What is not there is told of when it is read. */
async function isForBalancer(path: string): Promise<boolean> {
  const text = await readFile(path, "utf8").catch(() => "");
  if (/^\s*(vrrp_\w+|global_defs|virtual_server)\b/m.test(text)) return false;
  return extname(path) === ".cfg" || /^(frontend|backend|listen|defaults)\b/m.test(text);
}

async function kindOf(path: string): Promise<"file" | "folder" | "nothing"> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return "nothing";
  return found.isDirectory() ? "folder" : "file";
}

async function inFolder(folder: string): Promise<readonly SubjectNode[]> {
  for (const name of topologyNames) {
    if ((await kindOf(join(folder, name))) === "file") return ofTopology(join(folder, name));
  }
  if ((await kindOf(join(folder, fileName))) === "file") return [await nodeOf(join(folder, fileName))];
  const inside = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) =>
    a.name.localeCompare(b.name),
  );
  const below = inside.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name, fileName));
  const files = await existing(below);
  if (files.length > 0) return Promise.all(files.map((file) => nodeOf(file)));
  const configs = inside.filter((entry) => entry.isFile() && extname(entry.name) === ".conf");
  if (configs.length > 0) return Promise.all(configs.map(({ name }) => nodeOf(join(folder, name))));
  const [alone] = await existing([join(folder, "haproxy.cfg")]);
  if (alone !== undefined) return [balancerOf(alone)];
  throw nothingIn(folder);
}

async function existing(paths: readonly string[]): Promise<readonly string[]> {
  const kinds = await Promise.all(paths.map(async (path) => ({ path, kind: await kindOf(path) })));
  return kinds.filter(({ kind }) => kind === "file").map(({ path }) => path);
}

/** The node of a keepalived.conf, with the haproxy.cfg that stands beside it, in the same folder or in one for HAProxy. */
async function nodeOf(keepalived: string): Promise<SubjectNode> {
  const folder = dirname(keepalived);
  const [haproxy] = await existing([
    join(folder, "haproxy.cfg"),
    join(folder, "..", "haproxy", "haproxy.cfg"),
  ]);
  return {
    name: basename(keepalived) === fileName ? basename(folder) : basename(keepalived, extname(keepalived)),
    keepalived,
    ...(haproxy === undefined ? {} : { haproxy }),
    fileOf: async (path) => (await existing([join(folder, basename(path))]))[0],
    addressesOf: () => [],
  };
}

function balancerOf(haproxy: string): SubjectNode {
  const name = basename(haproxy, extname(haproxy));
  return { name, haproxy, fileOf: async () => undefined, addressesOf: () => [] };
}

/** Two files of one name are `node1` and `node2`. */
function distinctNames(nodes: readonly SubjectNode[]): readonly SubjectNode[] {
  const names = new Set(nodes.map(({ name }) => name));
  const usable = names.size === nodes.length && ![...names].some((name) => /^(\.*|keepalived)$/.test(name));
  return usable ? nodes : nodes.map((node, index) => ({ ...node, name: `node${index + 1}` }));
}

function givenTwice(path: string) {
  const shown = shownPath(path) || ".";
  return labError("ERR_USAGE", {
    fr: `${shown} est donné deux fois ; le second fichier est celui de l'autre nœud`,
    en: `${shown} is given twice; the second file is that of the other node`,
  });
}

function nothingIn(folder: string) {
  const shown = shownPath(folder) || ".";
  const text: Text = {
    fr: `${shown} : ce dossier ne contient ni keepalived.conf, ni dossiers qui en contiennent, ni compose.yaml. Nommez les deux fichiers : bascule check lb1/keepalived.conf lb2/keepalived.conf`,
    en: `${shown}: this folder has no keepalived.conf, no folders with one, and no compose.yaml. Name the two files: bascule check lb1/keepalived.conf lb2/keepalived.conf`,
  };
  return labError("ERR_CHECK_READ", text);
}
