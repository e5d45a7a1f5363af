import { latin1 } from "../../http/bytes.ts";
import { RequestScan } from "../../http/request-scan.ts";
import type { ByteStream } from "../byte-stream.ts";
import type { Arguments, Fetch } from "../fetch.ts";
import type { Sample } from "../sample.ts";
import type { RequestView } from "../view.ts";

export type StreamOf = (view: RequestView) => ByteStream | undefined;

const request: StreamOf = ({ streams }) => streams?.request;
const response: StreamOf = ({ streams }) => streams?.response;

/** What the bytes of a connection say in `mode tcp`, before anything is made of them. */
export const byteFetches: readonly Fetch[] = [
  // A request that has been read is there.
  { name: "wait_end", gives: "truth", layer: "connection", compile: () => ({ one: isOver }) },
  ...["req.proto_http", "req_proto_http"].map((name) => ({
    ...({ name, gives: "truth", layer: "connection" } as const),
    compile: () => ({
      one: ({ head, streams }: RequestView) => head !== undefined || (streams && isHttp(streams.request)),
    }),
  })),
  ...["req.len", "req_len"].map((name) => length(name, "request", request)),
  length("res.len", "response", response),
  ...payloads("req.payload", "request", request),
  ...payloads("res.payload", "response", response),
  // The older names mean the side that the rule is about.
  ...payloads("payload", "connection", ({ streams }) => streams?.about),
  ...["req.rdp_cookie", "req_rdp_cookie", "rdp_cookie"].map((name) => cookie(name, "text")),
  ...["req.rdp_cookie_cnt", "req_rdp_cookie_cnt", "rdp_cookie_cnt"].map((name) => cookie(name, "number")),
];

/** Of bytes: what is missing in a connection whose bytes are not looked at. */
export function ofBytes(
  row: Omit<Fetch, "compile" | "ofBytes">,
  streamOf: StreamOf,
  read: (stream: ByteStream, args: Arguments) => Sample | undefined,
): Fetch {
  return {
    ...row,
    ofBytes: true,
    compile: (args) => ({
      one: (view) => {
        const stream = streamOf(view);
        return stream && read(stream, args);
      },
    }),
  };
}

function isOver({ streams }: RequestView): true | undefined {
  const stream = streams?.about;
  return !stream || stream.final ? true : stream.later();
}

/** True once a whole head is there. */
function isHttp(stream: ByteStream): true | undefined {
  const state = new RequestScan().push(stream.bytes);
  return state === "head" ? true : state === "more" ? stream.later() : undefined;
}

function length(name: string, layer: Fetch["layer"], streamOf: StreamOf): Fetch {
  return ofBytes({ name, gives: "number", layer }, streamOf, (stream) => stream.soFar(stream.bytes.length));
}

/** `NAME(offset,length)`, and `NAME_lv(offset of the length,its bytes[,offset of the data])`. */
function payloads(name: string, layer: Fetch["layer"], streamOf: StreamOf): readonly Fetch[] {
  const row = { gives: "binary", layer, required: 2 } as const;
  return [
    ofBytes({ ...row, name, parameters: ["number", "number"] }, streamOf, (stream, [from, size]) =>
      part(stream, Number(from), Number(size)),
    ),
    ofBytes(
      { ...row, name: `${name}_lv`, parameters: ["number", "number", "text"], refuses: badOffset },
      streamOf,
      (stream, [at, width, offset = ""]) => {
        const behind = Number(at) + Number(width);
        if (stream.bytes.length < behind) return stream.later();
        let size = 0;
        for (const byte of stream.bytes.subarray(Number(at), behind)) size = size * 256 + byte;
        const from = /^[+-]/.test(offset) ? behind + Number(offset) : offset === "" ? behind : Number(offset);
        return size === 0 ? undefined : part(stream, from, size);
      },
    ),
  ];
}

function badOffset([, , offset = ""]: Arguments): string | undefined {
  return /^([+-]?\d+)?$/.test(offset) ? undefined : offset;
}

/** A size of 0 stands for all there is. */
function part(stream: ByteStream, from: number, size: number): string | undefined {
  const { bytes } = stream;
  if (size === 0) return bytes.length < from ? stream.later() : stream.soFar(latin1(bytes.subarray(from)));
  return bytes.length < from + size ? stream.later() : latin1(bytes.subarray(from, from + size));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a TPKT header begins with version 3
const connectionRequest = /^\x03[\s\S]{4}\xe0[\s\S]{5}Cookie: ([^=\r\n]+)=([^\r\n]*)\r\n/i;

/** Remote Desktop: `Cookie: mstshash=user` behind the eleven bytes that ask for a connection (MS-RDPBCGR §2.2.1.1). */
function cookie(name: string, gives: "text" | "number"): Fetch {
  return ofBytes(
    { name, gives, layer: "request", parameters: ["text"] },
    request,
    (stream, [wanted = ""]) => {
      if (stream.bytes.length < 11) return stream.later();
      const text = latin1(stream.bytes);
      const [, found, value] = connectionRequest.exec(text) ?? [];
      const isMeant = found !== undefined && (wanted === "" || found.toLowerCase() === wanted.toLowerCase());
      if (gives === "number") return isMeant ? 1 : 0;
      return isMeant ? value : undefined;
    },
  );
}
