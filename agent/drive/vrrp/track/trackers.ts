import type { KeepalivedConfig, VrrpInstance } from "../../../config/keepalived/config.ts";
import type { VrrpEvent } from "../../../vrrp/state.ts";
import { monotonicClock } from "../../clock.ts";
import type { VrrpLog } from "../log.ts";
import { ScriptSet } from "../script-set.ts";
import { FileSet } from "./file-set.ts";
import { ProcessSet } from "./process-set.ts";

/** All that instances watch beside interfaces: scripts, files and processes, each once for the whole daemon. */
export class Trackers implements Disposable {
  readonly #scripts: ScriptSet;
  readonly #files: FileSet;
  readonly #processes: ProcessSet;

  /** `tell`: to every instance; one that does not watch it takes no notice. */
  constructor(log: VrrpLog, tell: (event: VrrpEvent) => void) {
    this.#scripts = new ScriptSet(log, (name, verdict) => tell({ kind: "script", name, verdict }));
    this.#files = new FileSet(log, (name, value) => tell({ kind: "tracked-file", name, value }));
    this.#processes = new ProcessSet(monotonicClock, (name, verdict) =>
      tell({ kind: "tracked-process", name, verdict }),
    );
  }

  /** What a file asks for; only what some instance watches is looked at. */
  follow(config: KeepalivedConfig): void {
    const { files = [], processes = [], instances } = config;
    this.#files.follow(files.filter(watchedIn(instances, "trackFiles")));
    this.#processes.follow(processes.filter(watchedIn(instances, "trackProcesses")));
    this.#scripts.follow(config);
  }

  [Symbol.dispose](): void {
    this.#scripts[Symbol.dispose]();
    this.#files[Symbol.dispose]();
    this.#processes[Symbol.dispose]();
  }
}

function watchedIn(instances: readonly VrrpInstance[], list: "trackFiles" | "trackProcesses") {
  const names = new Set(instances.flatMap((instance) => instance[list]?.map(({ name }) => name) ?? []));
  return ({ name }: { readonly name: string }) => names.has(name);
}
