import { familiar } from "./bytes.ts";
import { fieldStride } from "./head-room.ts";
import type { HeadScan } from "./head-scan.ts";

/** The next field of this name (in lower case), from `from` on; −1: there is none. Nothing is made a text. */
export function findField(scan: HeadScan, name: string, from: number): number {
  for (let index = from; index < scan.count; index++) if (isNamed(scan, index, name)) return index;
  return -1;
}

export function isNamed({ room }: HeadScan, index: number, name: string): boolean {
  const { bytes, fields } = room;
  const start = fields[index * fieldStride] as number;
  if ((fields[index * fieldStride + 1] as number) - start !== name.length) return false;
  for (let at = 0; at < name.length; at++) if (bytes[start + at] !== name.charCodeAt(at)) return false;
  return true;
}

export function fieldValue({ room }: HeadScan, index: number): string {
  const { bytes, fields } = room;
  const slot = index * fieldStride;
  return familiar(bytes, fields[slot + 2] as number, fields[slot + 3] as number);
}
