import { readFileSync } from "node:fs";
import { annexeBlocks } from "./block-annexe.ts";
import { apacheBlocks } from "./block-apache.ts";
import { btsBlocks } from "./block-bts.ts";
import { moduleBlocks } from "./block-module.ts";
import type { DocumentName } from "./document.ts";
import type { Repair } from "./repair.ts";

/** A configuration block of the documents: what is wrong in it, and how it is repaired. */
export interface Block {
  readonly document: DocumentName;
  readonly number: number;
  readonly program: "keepalived" | "haproxy" | "notify script";
  readonly title: string;
  /** Printed twice: the number of the block with the same text. */
  readonly sameAs?: number;
  /** Has the mistakes and repairs of that block too; `wrong` names what is its own. */
  readonly like?: number;
  readonly wrong: readonly Fault[];
  /** Empty where the block runs as printed. */
  readonly repairs: readonly Repair[];
}

/** A mistake, or what a reader will not expect. */
export interface Fault {
  readonly what: string;
  readonly happens: string;
}

/** Every configuration block, in the order of the documents. */
export const blocks: readonly Block[] = [...annexeBlocks, ...btsBlocks, ...apacheBlocks, ...moduleBlocks];

/** `bts-12` */
export function nameOf({ document, number }: Pick<Block, "document" | "number">): string {
  return `${document}-${number}`;
}

const extensions = { keepalived: "conf", haproxy: "cfg", "notify script": "sh" } as const;

export function fileOf(block: Block, copy: "printed" | "repaired"): URL {
  return new URL(`${copy}/${nameOf(block)}.${extensions[block.program]}`, import.meta.url);
}

export function printedText(block: Block): string {
  return readFileSync(fileOf(block, "printed"), "utf8");
}

/** The block as it can run: printed where nothing needs a repair. */
export function soundText(block: Block): string {
  return block.repairs.length === 0 ? printedText(block) : readFileSync(fileOf(block, "repaired"), "utf8");
}
