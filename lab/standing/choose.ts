import { type LabError, labError } from "../errors.ts";
import { isAlive } from "../runtime/netns/identity.ts";
import { askKeeper, type Reply, type Request } from "./protocol.ts";
import { findPlaces, namePattern, type StandingRecord, socketFile } from "./record.ts";
import { badName, keeperSilent, noneStands, noSuchLab, severalStand } from "./text.ts";

/** A lab whose keeper lives. */
export interface LivePlace {
  readonly name: string;
  readonly folder: string;
  readonly record: StandingRecord;
}

/** The labs that stand, by name. */
export async function livePlaces(): Promise<readonly LivePlace[]> {
  const live: LivePlace[] = [];
  for (const { name, folder, record } of await findPlaces()) {
    if (!namePattern.test(name) || record === undefined) continue;
    if (await isAlive(record.keeper)) live.push({ name, folder, record });
  }
  return live.toSorted((left, right) => left.name.localeCompare(right.name));
}

/** The lab of this name; without a name, the only one. @throws LabError ERR_STANDING_NONE, ERR_USAGE */
export async function chooseLab(name: string | undefined): Promise<LivePlace> {
  if (name !== undefined) checkName(name);
  const live = await livePlaces();
  const names = live.map((place) => place.name);
  if (name !== undefined) {
    const found = live.find((place) => place.name === name);
    if (found === undefined) throw noSuchLab(name, names);
    return found;
  }
  const [only, ...others] = live;
  if (only === undefined) throw noneStands();
  if (others.length > 0) throw severalStand(names);
  return only;
}

/** @throws LabError ERR_USAGE */
export function checkName(name: string): void {
  if (!namePattern.test(name)) throw badName(name);
}

/** A keeper answers at once; creating a node takes a second. */
export const patienceMs = 20_000;

/** Asks the lab's keeper. @throws LabError what the keeper refuses, ERR_STANDING_LOST when it does not answer */
export async function askLab(
  { name, folder }: LivePlace,
  request: Request,
): Promise<Exclude<Reply, { readonly reply: "error" }>> {
  const reply = await askKeeper(socketFile(folder), request, patienceMs);
  if (reply === undefined) throw keeperSilent(name);
  if (reply.reply === "error") throw refusal(reply);
  return reply;
}

/** What a keeper refuses, as an error of ours. */
export function refusal({ code, text }: Reply & { reply: "error" }): LabError {
  return labError(code, text);
}
