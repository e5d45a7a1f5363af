import type { SyncGroup, VrrpInstance } from "./config.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import type { SyncGroupDraft } from "./sync-group.ts";
import type { Tracked } from "./track-config.ts";
import { finishTrackedInterfaces } from "./track-interface.ts";
import { finishTrackLists, type KnownTracked } from "./track-list.ts";
import { finishTracked, type KnownScripts } from "./track-script.ts";

/** A group that was read, and the scripts that stand above it. */
export interface ReadGroup {
  readonly draft: SyncGroupDraft;
  readonly scripts: KnownScripts;
  readonly tracked: KnownTracked;
}

type Watched = Pick<VrrpInstance, "trackScripts" | "trackInterfaces" | "trackFiles" | "trackProcesses">;

interface Grouped {
  readonly groups?: readonly SyncGroup[];
  /** With their group, and with what it tracks. */
  readonly instances: readonly VrrpInstance[];
}

/** Puts instances into their groups, as the original does: one that is in a group already stays in the first. */
export function finishSyncGroups(
  read: readonly ReadGroup[],
  instances: readonly VrrpInstance[],
  report: Report,
): Grouped {
  const known = new Map(instances.map((instance) => [instance.name, instance]));
  const groups = read.flatMap((group) => finishGroup(group, known, report));
  return { ...(groups.length > 0 && { groups }), instances: [...known.values()] };
}

function finishGroup(
  { draft, scripts, tracked }: ReadGroup,
  known: Map<string, VrrpInstance>,
  report: Report,
): readonly SyncGroup[] {
  const name = draft.name.text;
  const watched = {
    trackScripts: finishTracked(draft.trackScripts, scripts, report),
    trackInterfaces: finishTrackedInterfaces(draft.trackInterfaces, undefined, report),
    ...finishTrackLists(draft, tracked, report),
  };
  const members: string[] = [];
  for (const word of draft.members) {
    const instance = known.get(word.text);
    if (instance === undefined) reportNoMember(word, name, report);
    else if (instance.syncGroup !== undefined) reportTaken(word, name, report);
    else {
      if (!draft.ownWeights) reportWeights(word, instance, report);
      known.set(word.text, joined(instance, draft, watched));
      members.push(word.text);
    }
  }
  if (members.length === 0) reportEmpty(draft.name, report);
  if (members.length === 1) reportAlone(draft.name, report);
  return members.length === 0 ? [] : [{ name, members, notify: draft.notify }];
}

/** What the group tracks comes first; of the member's own lists what has a weight is left out, unless the group says so. */
function joined(
  instance: VrrpInstance,
  { name, ownWeights, notifyPriorityChanges }: SyncGroupDraft,
  { trackScripts, trackInterfaces, trackFiles = [], trackProcesses = [] }: Watched,
): VrrpInstance {
  const counts = ({ weight }: Tracked) => ownWeights || weight === 0;
  const files = withoutTwins([...trackFiles, ...(instance.trackFiles ?? []).filter(counts)]);
  const processes = withoutTwins([...trackProcesses, ...(instance.trackProcesses ?? []).filter(counts)]);
  const { trackFiles: _files, trackProcesses: _processes, ...rest } = instance;
  return {
    ...rest,
    syncGroup: name.text,
    ...(notifyPriorityChanges && { notifyPriorityChanges: true }),
    trackScripts: withoutTwins([...trackScripts, ...instance.trackScripts.filter(counts)]),
    ...(files.length > 0 && { trackFiles: files }),
    ...(processes.length > 0 && { trackProcesses: processes }),
    trackInterfaces: withoutTwins([...trackInterfaces, ...instance.trackInterfaces]).filter(
      (tracked) => tracked.name !== instance.interfaceName,
    ),
  };
}

function withoutTwins<Kind extends Tracked>(all: readonly Kind[]): readonly Kind[] {
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

function reportWeights(word: Word, instance: VrrpInstance, report: Report): void {
  const { trackScripts, trackFiles = [], trackProcesses = [] } = instance;
  const watched = [...trackScripts, ...trackFiles, ...trackProcesses];
  const weighted = instance.trackInterfaces.find(({ weight }) => weight !== 0);
  if (weighted !== undefined) reportInterfaceWeight(word, weighted.name, report);
  const names = watched.filter(({ weight }) => weight !== 0).map(({ name }) => name);
  if (names.length === 0) return;
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `${word.text} est dans un groupe : keepalived ne suit pas ce qu'il suit avec un poids (${names.join(", ")}). Mettez-le dans le groupe, ou écrivez-y sync_group_tracking_weight.`,
    en: `${word.text} is in a group: keepalived does not watch what it watches with a weight (${names.join(", ")}). Put it into the group, or write sync_group_tracking_weight there.`,
  });
}

/** The original says that it ignores the weight, and counts it all the same (observed). */
function reportInterfaceWeight(word: Word, name: string, report: Report): void {
  report.mistake(word, "ERR_CONFIG_VALUE", {
    fr: `${word.text} est dans un groupe et suit ${name} avec un poids : mettez ce track_interface dans le groupe, sinon les membres n'ont pas la même priorité.`,
    en: `${word.text} is in a group and watches ${name} with a weight: put this track_interface into the group, or its members have not the same priority.`,
  });
}

function reportNoMember(word: Word, group: string, report: Report): void {
  report.mistake(word, "ERR_CONFIG_REFERENCE", {
    fr: `Le groupe ${group} nomme "${word.text}", mais aucune vrrp_instance de ce nom n'existe : keepalived l'ignore.`,
    en: `The group ${group} names "${word.text}", but there is no vrrp_instance of that name: keepalived ignores it.`,
  });
}

function reportTaken(word: Word, group: string, report: Report): void {
  report.mistake(word, "ERR_CONFIG_DUPLICATE", {
    fr: `${word.text} est déjà dans un groupe : keepalived l'ignore ici, dans ${group}.`,
    en: `${word.text} is in a group already: keepalived ignores it here, in ${group}.`,
  });
}

function reportEmpty(name: Word, report: Report): void {
  report.mistake(name, "ERR_CONFIG_VALUE", {
    fr: `Le groupe ${name.text} n'a aucun membre : keepalived le supprime.`,
    en: `The group ${name.text} has no members: keepalived removes it.`,
  });
}

function reportAlone(name: Word, report: Report): void {
  report.mistake(name, "ERR_CONFIG_VALUE", {
    fr: `Le groupe ${name.text} n'a qu'un membre : sans doute en manque-t-il un.`,
    en: `The group ${name.text} has one member only: another one is probably missing.`,
  });
}
