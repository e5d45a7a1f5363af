import { latin1 } from "./bytes.ts";
import { fieldValue, findField } from "./field-find.ts";
import { nameText } from "./field-name.ts";
import type { Header, RequestHead, ResponseHead } from "./head.ts";
import { fieldStride } from "./head-room.ts";
import type { HeadScan } from "./head-scan.ts";
import type { RequestScan } from "./request-scan.ts";
import type { ResponseScan } from "./response-scan.ts";

/** A header that came: whoever writes it again copies its bytes. */
export class Field implements Header {
  readonly name: string;
  readonly value: string;
  readonly #scan: HeadScan;
  readonly #generation: number;
  readonly #index: number;

  constructor(scan: HeadScan, index: number) {
    const { bytes, fields } = scan.room;
    this.#scan = scan;
    this.#generation = scan.generation;
    const at = index * fieldStride;
    const known = nameText(fields[at + 4] as number);
    // While a head is judged, its names stand as they came.
    this.name = known !== "" ? known : latin1(bytes, fields[at], fields[at + 1]).toLowerCase();
    this.value = latin1(bytes, fields[at + 2], fields[at + 3]);
    this.#index = index;
  }

  /** Its place in this head; −1: it did not come with it. */
  static indexIn(scan: HeadScan, header: Header): number {
    const own = #index in header && header.#scan === scan && header.#generation === scan.generation;
    return own ? header.#index : -1;
  }
}

function fieldsOf(scan: HeadScan): readonly Header[] {
  const fields: Header[] = [];
  for (let index = 0; index < scan.count; index++) fields.push(new Field(scan, index));
  return fields;
}

/** What each of its properties says is made text when it is asked for. A copy by `{...head}` has all of them. */
export function requestView(scan: RequestScan): RequestHead {
  let headers: readonly Header[] = [];
  let generation = -1;
  const view: RequestHead = {
    kind: "request",
    get method() {
      return scan.method;
    },
    get target() {
      return scan.target;
    },
    get version() {
      return scan.shownVersion;
    },
    get headers() {
      if (generation !== scan.generation) headers = fieldsOf(scan);
      generation = scan.generation;
      return headers;
    },
    get hasBody() {
      return scan.framing.kind !== "none";
    },
  };
  // No copy of it has these: its headers may be others.
  return Object.setPrototypeOf(view, {
    find: (name: string, from: number) => findField(scan, name, from),
    valueAt: (place: number) => fieldValue(scan, place),
  });
}

export function responseView(scan: ResponseScan): ResponseHead {
  const { version, status, reason } = scan;
  return { kind: "response", version, status, reason, headers: fieldsOf(scan) };
}
