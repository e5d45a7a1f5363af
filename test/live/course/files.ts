import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MountPlan } from "../../../lab/runtime/runtime.ts";

/** What the course's files name besides themselves, in a temporary folder. */
export class CourseFiles implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "bascule-course-"));
  readonly #certificate = join(this.folder, "site.pem");

  constructor() {
    execFileSync(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=192.168.1.100"],
        ...["-keyout", this.#certificate, "-out", `${this.#certificate}.crt`],
      ],
      { stdio: "pipe" },
    );
    execFileSync("sh", ["-c", 'cat "$0.crt" >>"$0"', this.#certificate]);
  }

  /** /etc/keepalived, /etc/haproxy and /etc/apache2 of a node: contents by path. */
  etc(node: string, files: Readonly<Record<string, string>>): readonly MountPlan[] {
    const root = join(this.folder, node);
    for (const name of ["keepalived", "haproxy/certs", "apache2"])
      mkdirSync(join(root, name), { recursive: true });
    // HAProxy's own error pages, which the package brings.
    if (existsSync("/etc/haproxy/errors"))
      cpSync("/etc/haproxy/errors", join(root, "haproxy/errors"), { recursive: true });
    cpSync(this.#certificate, join(root, "haproxy/certs/site.pem"));
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
