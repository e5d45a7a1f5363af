import { latin1, latin1Bytes } from "./bytes.ts";
import { says } from "./connection-words.ts";
import { isNamed } from "./field-find.ts";
import { fieldId } from "./field-name.ts";
import { isAmbiguous } from "./framing.ts";
import { type Head, type Header, trimBlanks } from "./head.ts";
import { fieldStride } from "./head-room.ts";
import type { HeadScan } from "./head-scan.ts";
import type { OutBuffer } from "./out-buffer.ts";
import { Field } from "./view.ts";

/** Fields that do not pass on, whatever they say: bits. */
export const without = { nothing: 0, length: 1, coding: 2, expect: 4 } as const;

const none = [] as const;
const colon = latin1Bytes(": ");
const lineEnd = latin1Bytes("\r\n");

/**
 * The fields that pass on: without what is said of this hop only, and without what could be read in two ways. Length
 * and host pass on once, however often they are there: those that differ have been refused. Lines that are as they
 * shall be are copied together.
 * @param head as the rules left it; undefined: as it came
 */
export function writeFields(out: OutBuffer, scan: HeadScan, head: Head | undefined, leftOut: number): void {
  const edits = head?.kind === "request" ? head.edits : undefined;
  writeList(out, scan, edits ? undefined : head?.headers, { leftOut, dropped: edits?.dropped ?? none });
  for (const { name, value } of edits?.added ?? none) out.field(name, value);
}

function writeList(
  out: OutBuffer,
  scan: HeadScan,
  headers: readonly Header[] | undefined,
  { leftOut, dropped }: { readonly leftOut: number; readonly dropped: readonly string[] },
): void {
  const { fields, bytes } = scan.room;
  const seen = { host: false, length: false };
  let [start, end] = [scan.fieldsStart, scan.fieldsStart];
  const count = headers ? headers.length : scan.count;
  for (let at = 0; at < count; at++) {
    const index = headers ? Field.indexIn(scan, headers[at] as Header) : at;
    const isDropped = dropped.length > 0 && isOneOf(scan, index, dropped);
    if (!isDropped && index >= 0 && fields[index * fieldStride] === end && isPlain(scan, index, leftOut)) {
      end = nextLine(scan, index);
      continue;
    }
    out.bytes(bytes, start, end);
    start = end;
    if (index < 0) {
      const made = headers?.[at] as Header;
      out.field(made.name, made.value);
    } else {
      if (isDropped) {
        // Left out.
      } else if (isPlain(scan, index, leftOut))
        out.bytes(bytes, fields[index * fieldStride], nextLine(scan, index));
      else writeChanged(out, scan, index, { seen, leftOut });
      start = nextLine(scan, index);
      end = start;
    }
  }
  out.bytes(bytes, start, end);
}

function isOneOf(scan: HeadScan, index: number, names: readonly string[]): boolean {
  for (const name of names) if (isNamed(scan, index, name)) return true;
  return false;
}

/** All of its fields pass on as they came: they can be copied together, or left where they are. */
export function passesWhole({ isTidy, facts }: HeadScan): boolean {
  const { declared, connectionLines, hosts } = facts;
  return isTidy && connectionLines === 0 && hosts < 2 && declared.simple && !isAmbiguous(declared);
}

function nextLine({ room, count, fieldsEnd }: HeadScan, index: number): number {
  return index + 1 < count ? (room.fields[(index + 1) * fieldStride] as number) : fieldsEnd;
}

/** The line can be copied: one blank behind the colon, none behind the value, and no name that frames. */
function isPlain(scan: HeadScan, index: number, leftOut: number): boolean {
  const { bytes, fields } = scan.room;
  const at = index * fieldStride;
  const id = fields[at + 4] as number;
  if (id !== fieldId.other && id <= fieldId.expect && !passesOn(scan, id, leftOut)) return false;
  const nameEnd = fields[at + 1] as number;
  const gap = fields[at + 2] === nameEnd + 2 && bytes[nameEnd + 1] === 32;
  return gap && nextLine(scan, index) === (fields[at + 3] as number) + 2;
}

/** Of a field that frames or routes: it says what it says in one way only. */
function passesOn({ facts }: HeadScan, id: number, leftOut: number): boolean {
  if (id === fieldId.host) return facts.hosts < 2;
  if (id === fieldId.transferEncoding) return (leftOut & without.coding) === 0;
  if (id === fieldId.expect) return (leftOut & without.expect) === 0;
  if (id === fieldId.upgrade) return true;
  if (id !== fieldId.contentLength) return false;
  return facts.declared.simple && !isAmbiguous(facts.declared) && (leftOut & without.length) === 0;
}

interface WriteState {
  readonly seen: { host: boolean; length: boolean };
  readonly leftOut: number;
}

function writeChanged(out: OutBuffer, scan: HeadScan, index: number, { seen, leftOut }: WriteState): void {
  const { bytes, fields } = scan.room;
  const at = index * fieldStride;
  const id = fields[at + 4];
  const [start, end] = [fields[at + 2] as number, fields[at + 3] as number];
  if (id === fieldId.connection) {
    const kept = keptWords(scan, index);
    if (kept !== "") out.field("connection", kept);
    return;
  }
  if (id === fieldId.transferEncoding && (leftOut & without.coding) !== 0) return;
  if (id === fieldId.expect && (leftOut & without.expect) !== 0) return;
  if (id === fieldId.host && seen.host) return;
  if (id === fieldId.host) seen.host = true;
  if (id === fieldId.contentLength) {
    const once = !seen.length && !isAmbiguous(scan.facts.declared) && (leftOut & without.length) === 0;
    seen.length = true;
    if (once) out.field("content-length", firstOf(latin1(bytes, start, end)));
    return;
  }
  out.bytes(bytes, fields[at], fields[at + 1]);
  out.bytes(colon);
  out.bytes(bytes, start, end);
  out.bytes(lineEnd);
}

/** Of a list of equal lengths one is left. */
function firstOf(lengths: string): string {
  return lengths.includes(",") ? trimBlanks(lengths.split(",", 1)[0] ?? "") : lengths;
}

/** What a line says of the connection, without `close` and `keep-alive`: these are ours to say. */
function keptWords(scan: HeadScan, index: number): string {
  if (!scan.facts.has(says.other | says.upgrade)) return "";
  const { bytes, fields } = scan.room;
  const value = latin1(bytes, fields[index * fieldStride + 2], fields[index * fieldStride + 3]);
  const words = value.split(",").map(trimBlanks);
  return words.filter((word) => !/^(close|keep-alive|)$/i.test(word)).join(", ");
}

/** Names and values of what passes on, without separators: as HAProxy's log counts them. */
export function passedBytes(scan: HeadScan): number {
  const { declared, connectionLines, hosts, textBytes } = scan.facts;
  if (connectionLines === 0 && declared.simple && !isAmbiguous(declared) && hosts < 2) return textBytes;
  const { fields, bytes } = scan.room;
  let size = 0;
  let [hostSeen, lengthSeen] = [false, isAmbiguous(declared)];
  for (let index = 0; index < scan.count; index++) {
    const at = index * fieldStride;
    const id = fields[at + 4];
    const name = (fields[at + 1] as number) - (fields[at] as number);
    const [from, to] = [fields[at + 2] as number, fields[at + 3] as number];
    if (id === fieldId.connection) {
      const kept = keptWords(scan, index).length;
      size += kept > 0 ? name + kept : 0;
    } else if (id === fieldId.contentLength) {
      size += lengthSeen ? 0 : name + firstOf(latin1(bytes, from, to)).length;
      lengthSeen = true;
    } else if (id !== fieldId.host || !hostSeen) size += name + to - from;
    hostSeen ||= id === fieldId.host;
  }
  return size;
}
