import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";

/** Makes `NAME.pem` here, a certificate that signs itself for these host names, with its key behind it. */
export function makeCertificate(name: string, hosts: readonly string[]): void {
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "9"];
  const alternative = `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(",")}`;
  const files = ["-keyout", `${name}.key`, "-out", `${name}.crt`];
  const argv = ["req", ...kind, "-subj", `/CN=${hosts[0]}`, "-addext", alternative, ...files];
  const { status, stderr } = spawnSync("openssl", argv, { encoding: "utf8" });
  if (status !== 0) throw new Error(`openssl: ${stderr}`);
  writeFileSync(`${name}.pem`, readFileSync(`${name}.crt`, "utf8") + readFileSync(`${name}.key`, "utf8"));
  rmSync(`${name}.key`);
}
