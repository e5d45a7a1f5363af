import { createHash } from "node:crypto";
import { chmod, cp, readdir, readFile, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { labError } from "../errors.ts";
import { makeFolder } from "../make-folder.ts";
import type { Topology } from "../topology/topology.ts";
import { type CertificateNames, makeCertificate } from "./certificate.ts";
import { foreignFolder, unwritableFolder } from "./text.ts";
import { workCopies } from "./work-topology.ts";

const manifestName = ".bascule.json";

/** What a work folder held when it was made. */
interface Manifest {
  readonly topologyFile: string;
  /** By path below the folder: SHA-256 in hex. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Makes the folder with working copies of the daemons' files, or takes the one that is there, with what its owner
 * changed in it. The copies belong to whoever starts the lab and nobody else may write there: keepalived runs only
 * scripts of which that is true.
 * @throws LabError ERR_FOLDER_FOREIGN, ERR_FOLDER_WRITE
 */
export async function openWorkFolder(folder: string, topology: Topology): Promise<"made" | "taken"> {
  const present = await readdir(folder).catch(() => []);
  const manifest = await readManifest(folder);
  if (manifest === undefined && present.length > 0) throw foreignFolder(folder);
  if (manifest !== undefined && manifest.topologyFile !== topology.file)
    throw foreignFolder(folder, manifest.topologyFile);
  try {
    await copyMissing(folder, topology);
    if (manifest !== undefined) return "taken";
    await addCertificates(folder, topology);
    const files = await hashesIn(folder);
    const text = JSON.stringify({ topologyFile: topology.file, files } satisfies Manifest, null, 2);
    await writeFile(join(folder, manifestName), `${text}\n`);
    return "made";
  } catch (cause) {
    if (manifest === undefined) await rm(folder, { recursive: true, force: true }).catch(() => {}); // it was empty
    // Of anything but the file system the folder is innocent.
    if (!(cause instanceof Error && "syscall" in cause)) throw cause;
    throw labError("ERR_FOLDER_WRITE", unwritableFolder(folder, cause), cause);
  }
}

/** Removes the folder when everything in it is as it was made, and nothing was added. */
export async function closeWorkFolder(folder: string): Promise<"removed" | "kept"> {
  const manifest = await readManifest(folder);
  if (manifest === undefined) return "kept";
  const now = await hashesIn(folder);
  const same = (file: string) => now[file] === manifest.files[file];
  if (![...Object.keys(now), ...Object.keys(manifest.files)].every(same)) return "kept";
  await rm(folder, { recursive: true });
  await rmdir(dirname(folder)).catch(() => {}); // other labs have folders there
  return "removed";
}

async function copyMissing(folder: string, topology: Topology): Promise<void> {
  await makeFolder(folder);
  for (const { source, name } of workCopies(topology)) {
    const copy = join(folder, name);
    if (await exists(copy)) continue;
    await cp(source, copy, { recursive: true, dereference: true });
    await closeToOthers(copy);
  }
}

/** So that the course's file with TLS can be pasted as it is printed. */
async function addCertificates(folder: string, topology: Topology): Promise<void> {
  for (const { name } of workCopies(topology)) {
    const copy = join(folder, name);
    if ((await exists(join(copy, "haproxy.cfg"))) && !(await exists(join(copy, "certs"))))
      await makeCertificate(copy, namesOf(topology));
  }
}

/** A client may come to the virtual IP, or to a balancer itself. */
function namesOf({ vip, nodes }: Topology): CertificateNames {
  const balancers = nodes.filter(({ role }) => role === "balancer");
  const addresses = balancers.flatMap(({ links }) => links.map(({ address }) => address));
  return { addresses: [vip, ...addresses], hosts: ["localhost", ...balancers.map(({ name }) => name)] };
}

/** chmod -R u+w,go-w */
async function closeToOthers(path: string): Promise<void> {
  const found = await stat(path);
  await chmod(path, (found.mode & 0o7755) | 0o200);
  const names = found.isDirectory() ? await readdir(path) : [];
  await Promise.all(names.map((name) => closeToOthers(join(path, name))));
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, manifestName), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    return undefined; // not ours, or spoilt: then nothing of the folder is ours to remove
  }
}

/** Every file below the folder but the manifest; an empty folder counts, too. */
async function hashesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const hashes = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (name === manifestName) return [];
    const kind = entry.isDirectory() ? "folder" : "other";
    return [[name, entry.isFile() ? hashOf(await readFile(path)) : kind] as const];
  });
  return Object.fromEntries((await Promise.all(hashes)).flat());
}

function hashOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
