import type { VrrpScript } from "./config.ts";
import type { Cursor } from "./cursor.ts";
import type { ReadGroup } from "./finish-sync-group.ts";
import { instanceKeywords } from "./instance.ts";
import { type InstanceDraft, instanceDraft } from "./instance-draft.ts";
import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { readBlock } from "./read-block.ts";
import type { Report } from "./report.ts";
import { finishScript, scriptDraft, scriptKeywords } from "./script.ts";
import { type SyncGroupDraft, syncGroupDraft, syncGroupKeywords } from "./sync-group.ts";
import type { TrackFile, TrackProcess } from "./track-config.ts";
import { finishTrackFile, trackFileDraft, trackFileKeywords } from "./track-file.ts";
import type { KnownTracked } from "./track-list.ts";
import { finishTrackProcess, trackProcessDraft, trackProcessKeywords } from "./track-process.ts";
import { reportNameTaken } from "./trouble.ts";

interface Input {
  readonly cursor: Cursor;
  readonly report: Report;
}

/** A block, and what stood above it when it was read: what it names must have been defined before. */
interface Read<Draft> {
  readonly draft: Draft;
  readonly scriptsAbove: number;
  readonly tracked: KnownTracked;
}

/** The blocks of a file that have a name. */
export class NamedBlocks {
  readonly scripts: { readonly script: VrrpScript; readonly at: Word }[] = [];
  readonly instances: Read<InstanceDraft>[] = [];
  readonly files: TrackFile[] = [];
  readonly processes: TrackProcess[] = [];
  readonly #groups: Read<SyncGroupDraft>[] = [];

  /** Reads `keyword name { … }`; one without a name is read and forgotten. */
  read(keyword: Word, name: Word | undefined, input: Input): void {
    const label = name ?? { ...keyword, text: "" };
    const named = name !== undefined;
    if (keyword.text === "vrrp_script") this.#readScript(label, keyword, input);
    else if (keyword.text === "vrrp_sync_group") this.#readGroup(label, keyword, named, input);
    else if (keyword.text === "vrrp_track_process") this.#readProcess(label, keyword, input);
    else if (keyword.text.endsWith("track_file")) this.#readFile(label, keyword, input);
    else this.#readInstance(label, keyword, named, input);
  }

  get groups(): readonly ReadGroup[] {
    return this.#groups.map(({ draft, scriptsAbove, tracked }) => ({
      draft,
      scripts: this.knownScripts(scriptsAbove),
      tracked,
    }));
  }

  /** Lines of `track_interface` of the group that an instance is in. */
  watchedByGroupOf(instance: string): readonly Statement[] {
    const group = this.#groups.find(({ draft }) => draft.members.some(({ text }) => text === instance));
    return group?.draft.trackInterfaces ?? [];
  }

  knownScripts(scriptsAbove: number) {
    const above = this.scripts.slice(0, scriptsAbove).map(({ script }) => script);
    return { above, below: this.scripts.slice(scriptsAbove).map(({ at }) => at) };
  }

  #readScript(name: Word, keyword: Word, input: Input): void {
    const draft = scriptDraft(name);
    readBlock({ ...input, table: scriptKeywords, draft }, keyword);
    const script = finishScript(draft, input.report);
    if (script === undefined) return;
    if (this.scripts.some(({ at }) => at.text === name.text))
      reportNameTaken(name, "vrrp_script", 0, input.report);
    this.scripts.push({ script, at: name });
  }

  #readInstance(name: Word, keyword: Word, named: boolean, input: Input): void {
    const draft = instanceDraft(name);
    readBlock({ ...input, table: instanceKeywords, draft }, keyword);
    if (!named) return;
    const taken = this.instances.some((other) => other.draft.name.text === name.text);
    if (taken) reportNameTaken(name, "vrrp_instance", 5, input.report);
    else this.instances.push({ draft, ...this.#above });
  }

  #readGroup(name: Word, keyword: Word, named: boolean, input: Input): void {
    const draft = syncGroupDraft(name);
    readBlock({ ...input, table: syncGroupKeywords, draft }, keyword);
    if (!named) return;
    const taken = this.#groups.some((other) => other.draft.name.text === name.text);
    if (taken) reportNameTaken(name, "vrrp_sync_group", 5, input.report);
    else this.#groups.push({ draft, ...this.#above });
  }

  #readFile(name: Word, keyword: Word, input: Input): void {
    const draft = trackFileDraft(name);
    readBlock({ ...input, table: trackFileKeywords, draft }, keyword);
    const file = finishTrackFile(draft, input.report);
    if (file !== undefined) this.files.push(file);
  }

  #readProcess(name: Word, keyword: Word, input: Input): void {
    const draft = trackProcessDraft(name);
    readBlock({ ...input, table: trackProcessKeywords, draft }, keyword);
    const process = finishTrackProcess(draft, input.report);
    if (process !== undefined) this.processes.push(process);
  }

  get #above() {
    const tracked = { files: [...this.files], processes: [...this.processes] };
    return { scriptsAbove: this.scripts.length, tracked };
  }
}
