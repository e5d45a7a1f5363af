import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { toolEnvironment } from "../wire/tool.ts";

const run = promisify(execFile);

/**
 * Makes `certs/site.pem`, which module 16's `bind *:443 ssl crt` names: a certificate for this address that signs
 * itself, and its key. Nothing where openssl is not installed.
 */
export async function makeCertificate(folder: string, address: string): Promise<void> {
  const certs = join(folder, "certs");
  const [key, certificate] = [join(certs, "site.key"), join(certs, "site.crt")];
  await mkdir(certs, { mode: 0o755 });
  const kind = [
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "825",
  ];
  const subject = ["-subj", `/CN=${address}`, "-addext", `subjectAltName=IP:${address}`];
  try {
    await run("openssl", ["req", ...kind, ...subject, "-keyout", key, "-out", certificate], {
      env: toolEnvironment(),
    });
  } catch (cause) {
    await rm(certs, { recursive: true });
    if ((cause as { code?: unknown }).code === "ENOENT") return;
    throw cause;
  }
  const text = (await readFile(certificate, "utf8")) + (await readFile(key, "utf8"));
  await writeFile(join(certs, "site.pem"), text, { mode: 0o600 });
  await Promise.all([rm(key), rm(certificate)]);
}
