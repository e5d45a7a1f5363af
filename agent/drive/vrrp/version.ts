import { readFileSync } from "node:fs";

/** The text of `--version`: ours, and the version whose behaviour it follows. */
export function versionText(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
  return `Keepalived (bascule ${version}), follows Keepalived v2.2.7\n`;
}
