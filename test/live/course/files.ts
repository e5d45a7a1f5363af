import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MountPlan } from "../../../lab/runtime/runtime.ts";
import { makeCertificate } from "../../../lab/standing/certificate.ts";

const errorPages = fileURLToPath(new URL("../../../compose/course/haproxy/errors", import.meta.url));

/** What the course's files name besides themselves, in a temporary folder. */
export class CourseFiles implements Disposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<CourseFiles> {
    const files = new CourseFiles(mkdtempSync(join(tmpdir(), "bascule-course-")));
    await makeCertificate(files.folder, { addresses: ["192.168.1.100"], hosts: [] });
    return files;
  }

  /** /etc/keepalived, /etc/haproxy and /etc/apache2 of a node: contents by path. */
  etc(node: string, files: Readonly<Record<string, string>>): readonly MountPlan[] {
    const root = join(this.folder, node);
    for (const name of ["keepalived", "haproxy", "apache2"]) mkdirSync(join(root, name), { recursive: true });
    cpSync(errorPages, join(root, "haproxy/errors"), { recursive: true });
    cpSync(join(this.folder, "certs"), join(root, "haproxy/certs"), { recursive: true });
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(root, name), text, { mode: name.endsWith(".sh") ? 0o755 : 0o644 });
    return ["keepalived", "haproxy", "apache2"].map((name) => ({
      source: join(root, name),
      target: `/etc/${name}`,
      readOnly: true,
    }));
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
