import { reportStrayClose } from "./block-trouble.ts";
import type { KeepalivedConfig, VrrpInstance } from "./config.ts";
import { Cursor } from "./cursor.ts";
import { type ExpandOptions, expand } from "./expand.ts";
import { finishInstance } from "./finish-instance.ts";
import { finishSyncGroups } from "./finish-sync-group.ts";
import { globalDraft, globalKeywords } from "./global.ts";
import { balancerBlocks, balancerDoc, balancerNote, blocks, passedBlocks } from "./index.ts";
import { type KeywordTable, type NotedKeyword, type UnsupportedKeyword, unsupported } from "./keyword.ts";
import { lex, type Word } from "./lexer.ts";
import { NamedBlocks } from "./named-block.ts";
import { finishFifos } from "./notify-fifo.ts";
import { finishPlacement, type PlacementDraft, placementKeywords } from "./placement.ts";
import { passOver, readBlock, readLine } from "./read-block.ts";
import { type KeepalivedProblem, Report } from "./report.ts";
import { routerKey } from "./router-key.ts";
import { finishStatic, staticDraft, staticKeywords } from "./static.ts";
import { type Line, treeOf } from "./tree.ts";
import { reportDuplicateRouter, reportLexical, reportNoName } from "./trouble.ts";
import { reportInIgnored, reportUnknown } from "./unknown-keyword.ts";
import { nameVirtualMacs } from "./virtual-mac.ts";

/** Where things stand, for what only the machine can judge: a script that is not there, an interface that is missing. */
export interface ConfigPlaces {
  readonly scriptUser?: Word;
  readonly networkNamespace?: Word;
  readonly scripts: ReadonlyMap<string, Word>;
  readonly instances: ReadonlyMap<string, InstancePlaces>;
}

export interface InstancePlaces {
  readonly interfaceName: Word;
  /** The virtual ones, then the excluded ones. */
  readonly addresses: readonly Word[];
  readonly trackInterfaces: readonly Word[];
}

export interface ParsedKeepalived {
  readonly config: KeepalivedConfig;
  /** In the order of the file. */
  readonly problems: readonly KeepalivedProblem[];
  readonly places: ConfigPlaces;
  readonly lines: readonly Line[];
}

export interface ParseOptions extends ExpandOptions {
  /** `--vrrp`: what balances is somebody else's. */
  readonly vrrpOnly?: boolean;
}

/** Reads a keepalived.conf as keepalived 2.2.7 does, and says everything that is wrong with it. Never throws. */
export function parseKeepalived(text: string, file: string, options: ParseOptions = {}): ParsedKeepalived {
  const report = new Report(file);
  const { items, troubles } = lex(expand(text, file, report, options));
  for (const trouble of troubles) reportLexical(trouble, report);
  const parser = new Parser(new Cursor(items), report, options);
  const config = parser.read();
  return { config, problems: report.sorted(), places: parser.places(), lines: treeOf(items) };
}

const topLevel: KeywordTable<undefined> = unsupported(
  [
    ...Object.keys(blocks),
    ...Object.keys(staticKeywords),
    ...Object.keys(placementKeywords),
    ...Object.keys(passedBlocks),
    ...balancerBlocks,
  ].join(" "),
  // Only the names count: they are suggested for one that is misspelt.
  balancerDoc,
);

class Parser {
  readonly #cursor: Cursor;
  readonly #report: Report;
  readonly #options: ParseOptions;
  readonly #global = globalDraft();
  readonly #blocks = new NamedBlocks();
  readonly #statics = staticDraft();
  readonly #placement: PlacementDraft = {};

  constructor(cursor: Cursor, report: Report, options: ParseOptions) {
    this.#cursor = cursor;
    this.#report = report;
    this.#options = options;
  }

  get #balancer(): NotedKeyword | UnsupportedKeyword {
    if (this.#options.vrrpOnly) return { kind: "noted", doc: balancerNote };
    return { kind: "unsupported", doc: balancerDoc };
  }

  get #input() {
    return { cursor: this.#cursor, report: this.#report };
  }

  read(): KeepalivedConfig {
    for (let item = this.#cursor.next(); item !== undefined; item = this.#cursor.next()) {
      if (item.kind === "words") this.#readStatement(item.words);
      else if (item.kind === "open") this.#cursor.orphans += 1;
      else this.#readClose(item.at);
    }
    return this.#finish();
  }

  places(): ConfigPlaces {
    const scripts = new Map(this.#blocks.scripts.map(({ script, at }) => [script.name, at]));
    const instances = this.#blocks.instances.map(({ draft }): [string, InstancePlaces] => [
      draft.name.text,
      {
        interfaceName: draft.interfaceName ?? draft.name,
        addresses: [...draft.virtualAddresses, ...draft.excludedAddresses].map(({ at }) => at),
        trackInterfaces: [...draft.trackInterfaces, ...this.#blocks.watchedByGroupOf(draft.name.text)].map(
          ({ keyword }) => keyword,
        ),
      },
    ]);
    const { scriptUserAt: scriptUser } = this.#global;
    const { networkNamespace } = this.#placement;
    return {
      ...{ scripts, instances: new Map(instances) },
      ...(scriptUser && { scriptUser }),
      ...(networkNamespace && { networkNamespace }),
    };
  }

  #readClose(at: Word): void {
    if (this.#cursor.orphans > 0) this.#cursor.orphans -= 1;
    else reportStrayClose(this.#report, this.#cursor.blameClose(at));
  }

  #readStatement(words: readonly [Word, ...Word[]]): void {
    const [keyword, name] = words;
    const passed = Object.hasOwn(passedBlocks, keyword.text) ? passedBlocks[keyword.text] : undefined;
    if (passed !== undefined) passOver(this.#input, passed, keyword);
    else if (balancerBlocks.includes(keyword.text)) passOver(this.#input, this.#balancer, keyword);
    else if (Object.hasOwn(staticKeywords, keyword.text))
      readLine({ ...this.#input, table: staticKeywords, draft: this.#statics }, [keyword]);
    else if (Object.hasOwn(placementKeywords, keyword.text))
      readLine({ ...this.#input, table: placementKeywords, draft: this.#placement }, words);
    else if (!Object.hasOwn(blocks, keyword.text)) this.#readUnknown(keyword);
    else this.#readBlock(keyword, name);
  }

  #readBlock(keyword: Word, name: Word | undefined): void {
    this.#cursor.takeOpen();
    if (keyword.text === "global_defs") {
      readBlock({ ...this.#input, table: globalKeywords, draft: this.#global }, keyword);
      return;
    }
    if (name === undefined) reportNoName(keyword, this.#report);
    this.#blocks.read(keyword, name, this.#input);
  }

  #readUnknown(keyword: Word): void {
    if (this.#cursor.orphans === 0) reportUnknown({ ...this.#input, table: topLevel }, keyword);
    else reportInIgnored(this.#input, keyword);
  }

  #finish(): KeepalivedConfig {
    const { files, processes } = this.#blocks;
    const instances = this.#blocks.instances.flatMap(({ draft, scriptsAbove, tracked }) => {
      const scripts = this.#blocks.knownScripts(scriptsAbove);
      const surroundings = { scripts, tracked, defaults: this.#global.defaults };
      const instance = finishInstance(draft, surroundings, this.#report);
      return instance === undefined ? [] : [{ instance, at: draft.name }];
    });
    this.#reportDuplicateRouters(instances);
    const { virtualMacPrefix } = this.#global.defaults;
    const alone = nameVirtualMacs(
      instances.map(({ instance }) => instance),
      virtualMacPrefix,
    );
    return {
      global: { ...this.#global.defs, ...finishFifos(this.#global.fifos) },
      scripts: this.#blocks.scripts.map(({ script }) => script),
      ...finishStatic(this.#statics),
      ...finishPlacement(this.#placement),
      ...(files.length > 0 && { files }),
      ...(processes.length > 0 && { processes }),
      ...finishSyncGroups(this.#blocks.groups, alone, this.#report),
    };
  }

  #reportDuplicateRouters(
    instances: readonly { readonly instance: VrrpInstance; readonly at: Word }[],
  ): void {
    const owners = new Map<string, string>();
    for (const { instance, at } of instances) {
      const key = routerKey(instance);
      const other = owners.get(key);
      if (other !== undefined) reportDuplicateRouter(at, other, instance, this.#report);
      owners.set(key, instance.name);
    }
  }
}
