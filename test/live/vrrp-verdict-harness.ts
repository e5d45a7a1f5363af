import { keepalivedMain } from "../../agent/drive/vrrp/main.ts";

/** Runs on a node: what `keepalived -t` ends with for each of its arguments, one process for all, a code a line. */
for (const file of process.argv.slice(2)) {
  const code = await keepalivedMain(["--config-test=/dev/null", "-f", file]);
  process.stdout.write(`${code}\n`);
}
