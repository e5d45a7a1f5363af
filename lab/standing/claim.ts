import { spawn } from "node:child_process";
import { chmod, mkdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { labError } from "../errors.ts";
import { isAlive } from "../runtime/netns/identity.ts";
import { writableStateFolder } from "../runtime/netns/state.ts";
import { toolEnvironment } from "../wire/tool.ts";
import { placeOf, readPlace, recordFile, type StandingRecord, unfinishedPlace } from "./record.ts";
import { taken } from "./text.ts";

/** Waits until the keeper is dead, however it died; then removes its folders, if they are still that keeper's. */
const guard =
  'cat >/dev/null; rm -rf "$1"; [ "$(cat "$2/lab.json" 2>/dev/null)" = "$3" ] && rm -rf "$2"; rmdir "$4" 2>/dev/null';

export interface Claim extends AsyncDisposable {
  readonly folder: string;
}

/**
 * Makes the folder of a standing lab. Its name is taken from then on until the claim is disposed of or this process
 * is dead.
 * @throws LabError ERR_STANDING_TAKEN, ERR_LAB_START
 */
export async function claim(record: StandingRecord): Promise<Claim> {
  const base = await writableStateFolder();
  if (base === undefined) throw labError("ERR_LAB_START", noPlace);
  const unfinished = unfinishedPlace(base, record);
  const folder = placeOf(base, record.name);
  await using closing = new AsyncDisposableStack();
  const text = JSON.stringify(record);
  closing.use(startGuard([unfinished, folder, text, base]));
  closing.defer(() => removePlace(unfinished));
  await mkdir(join(unfinished, "log"), { recursive: true }); // in one: a lab that ends may remove the common folder
  await chmod(unfinished, 0o700);
  await writeFile(recordFile(unfinished), `${text}\n`);
  await moveInto(unfinished, base, record.name);
  closing.defer(() => removePlace(folder));
  const held = closing.move();
  return { folder, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** Removes the folder of a standing lab; with the last one, the common folder. */
export async function removePlace(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await rmdir(dirname(folder)).catch(() => {}); // gone, or in use by others
}

/** Renaming is atomic: of two keepers that want the same name, one gets it. */
async function moveInto(unfinished: string, base: string, name: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const moved = await rename(unfinished, placeOf(base, name)).then(() => true, unlessTaken);
    if (moved) return;
    const { record } = await readPlace(base, name);
    if (record !== undefined && (await isAlive(record.keeper))) break;
    await rm(placeOf(base, name), { recursive: true, force: true });
  }
  throw taken(name);
}

function unlessTaken(cause: unknown): false {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOTEMPTY" || code === "EEXIST") return false;
  throw cause;
}

function startGuard(argv: readonly string[]): Disposable {
  const child = spawn("sh", ["-c", guard, "bascule-guard", ...argv], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: toolEnvironment(),
    cwd: "/",
  });
  child.stdin.on("error", () => {}); // it was killed: the next start finds what stays
  child.unref();
  return { [Symbol.dispose]: () => void child.stdin.end() };
}

const noPlace = {
  fr: "Aucun dossier où noter l'état du labo n'est accessible en écriture (/run, $XDG_RUNTIME_DIR, dossier temporaire). Libérez l'un d'eux.",
  en: "No folder for the lab's state is writable (/run, $XDG_RUNTIME_DIR, the temporary folder). Make one of them writable.",
};
