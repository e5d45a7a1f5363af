import { createPrivateKey, X509Certificate } from "node:crypto";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeWorkFolder, openWorkFolder } from "../../../lab/standing/work-folder.ts";
import { withWorkFolder, workCopies } from "../../../lab/standing/work-topology.ts";
import { readTopology } from "../../../lab/topology/read.ts";
import type { Topology } from "../../../lab/topology/topology.ts";

const file = fileURLToPath(new URL("../../../compose/course/compose.yaml", import.meta.url));
let parent = "";
let folder = "";
let topology: Topology;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "bascule-work-"));
  topology = await readTopology(file);
});
beforeEach(() => {
  folder = join(parent, `run-${Math.floor(performance.now() * 1000)}`, "bascule-course");
});
afterAll(() => rm(parent, { recursive: true, force: true }));

test("the nodes see the working copies, writable; what several nodes mount is one copy", () => {
  expect(workCopies(topology).map(({ name }) => name)).toEqual(["lb1", "haproxy", "lb2"]);
  const [lb1, , app1] = withWorkFolder(topology, "/w").nodes;
  expect(lb1?.mounts).toEqual([
    { source: "/w/lb1", target: "/etc/keepalived", readOnly: false },
    { source: "/w/haproxy", target: "/etc/haproxy", readOnly: false },
  ]);
  expect(app1).toEqual(topology.nodes[2]);
});

test.each([
  ["another target", { source: "/x/site", target: "/srv/site", readOnly: true }],
  ["a name that only begins alike", { source: "/x/k", target: "/etc/keepalived-extra", readOnly: true }],
  ["what the topology mounts writable", { source: "/x/k", target: "/etc/keepalived", readOnly: false }],
])("%s stays as it is", (_, mount) => {
  const [node] = topology.nodes;
  if (node === undefined) throw new Error("no node");
  const changed = { ...topology, nodes: [{ ...node, mounts: [mount] }] };
  expect(withWorkFolder(changed, "/w")).toEqual(changed);
});

test("the copies are the topology's files, and only their owner may write them", async () => {
  const loose = join(parent, "loose");
  await cp(join(file, ".."), loose, { recursive: true });
  await chmod(join(loose, "lb1/notify.sh"), 0o777);
  await chmod(join(loose, "lb2"), 0o555);
  expect(await openWorkFolder(folder, await readTopology(join(loose, "compose.yaml")))).toBe("made");
  const mode = async (path: string) => (await stat(join(folder, path))).mode & 0o777;
  expect(await mode("lb1/notify.sh")).toBe(0o755);
  expect(await mode("lb2")).toBe(0o755);
  expect(await readFile(join(folder, "haproxy/haproxy.cfg"), "utf8")).toBe(
    await readFile(join(file, "../haproxy/haproxy.cfg"), "utf8"),
  );
});

test("beside haproxy.cfg there is the certificate that the course's TLS line names, for its owner alone", async () => {
  await openWorkFolder(folder, topology);
  const pem = join(folder, "haproxy/certs/site.pem");
  const text = await readFile(pem, "utf8");
  const certificate = new X509Certificate(text);
  for (const ip of ["192.168.1.100", "192.168.1.101", "192.168.1.102"])
    expect(certificate.checkIP(ip)).toBe(ip);
  expect(certificate.checkHost("lb1")).toBe("lb1");
  expect(certificate.checkPrivateKey(createPrivateKey(text))).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect((await stat(pem)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, "haproxy/certs"))).toEqual(["site.pem"]);
});

test("an untouched folder goes, and its parent when that is empty", async () => {
  await openWorkFolder(folder, topology);
  expect(await closeWorkFolder(folder)).toBe("removed");
  expect(await readdir(parent)).not.toContain(folder.split("/").at(-2));
});

test.each<[string, (folder: string) => Promise<unknown>]>([
  ["a changed file", (at) => writeFile(join(at, "lb1/keepalived.conf"), "! mine\n")],
  ["a new file", (at) => writeFile(join(at, "notes.txt"), "")],
  ["a new folder", (at) => mkdir(join(at, "haproxy/maps"))],
  ["a link", (at) => symlink("/etc/passwd", join(at, "lb2/link"))],
  ["a removed file", (at) => rm(join(at, "lb1/notify.sh"))],
  ["a spoilt list of files", (at) => writeFile(join(at, ".bascule.json"), "{")],
])("%s keeps the folder", async (_, change) => {
  await openWorkFolder(folder, topology);
  await change(folder);
  expect(await closeWorkFolder(folder)).toBe("kept");
  expect(await readdir(folder)).toContain("haproxy");
});

test("what was changed is taken again, and a copy that is gone is made again", async () => {
  await openWorkFolder(folder, topology);
  await writeFile(join(folder, "lb1/keepalived.conf"), "! mine\n");
  await rm(join(folder, "lb2"), { recursive: true });
  expect(await openWorkFolder(folder, topology)).toBe("taken");
  expect(await readFile(join(folder, "lb1/keepalived.conf"), "utf8")).toBe("! mine\n");
  expect(await readdir(join(folder, "lb2"))).toEqual(["keepalived.conf"]);
});

test("a folder with something else in it, or of another topology, is refused and left alone", async () => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "thesis.txt"), "");
  await expect(openWorkFolder(folder, topology)).rejects.toMatchObject({ code: "ERR_FOLDER_FOREIGN" });
  expect(await readdir(folder)).toEqual(["thesis.txt"]);
  await rm(join(folder, "thesis.txt"));
  await openWorkFolder(folder, topology);
  const other = { ...topology, file: "/other/compose.yaml" };
  await expect(openWorkFolder(folder, other)).rejects.toMatchObject({
    code: "ERR_FOLDER_FOREIGN",
    text: { en: expect.stringContaining(file) },
  });
});

test("a folder that cannot be made is told, with the reason", async () => {
  await writeFile(join(parent, "plain"), "");
  await expect(openWorkFolder(join(parent, "plain/work"), topology)).rejects.toMatchObject({
    code: "ERR_FOLDER_WRITE",
    text: { en: expect.stringContaining("(ENOTDIR)") },
  });
});
