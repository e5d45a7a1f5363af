import { realpathSync, statSync } from "node:fs";
import { delimiter, dirname, resolve } from "node:path";

/** The file that a command's first word means: as given when it has a slash, else the first on the PATH; undefined: none. */
export function findCommand(command: string, path: string): string | undefined {
  const candidates = command.includes("/")
    ? [resolve(command)]
    : path.split(delimiter).map((folder) => resolve(folder, command));
  return candidates.find(isFile);
}

/** Whether somebody else than root may change the file, behind all links, or a folder above it: enable_script_security, keepalived.conf(5). */
export function othersMayChange(file: string): boolean {
  const real = realpathSync(file);
  for (let place = real; ; place = dirname(place)) {
    const { uid, gid, mode } = statSync(place);
    const sticky = (mode & 0o1000) !== 0 && place !== real;
    if (uid !== 0 || (mode & 0o002 && !sticky) || (mode & 0o020 && gid !== 0 && !sticky)) return true;
    if (place === dirname(place)) return false;
  }
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
