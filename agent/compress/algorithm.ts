import { Deflate, Z_FINISH, Z_NO_FLUSH, Z_SYNC_FLUSH } from "pako";

export const algorithmNames = ["identity", "gzip", "deflate", "raw-deflate"] as const;
export type AlgorithmName = (typeof algorithmNames)[number];

/** Compresses one body; what is ready goes to the listener at once. */
export interface Compressor {
  push(bytes: Uint8Array): void;
  /** To a whole byte: the client can read all that was pushed from what has been given. */
  flush(): void;
  finish(): void;
}

interface Algorithm {
  /** How a client asks for it. */
  readonly token: string;
  /** What the answer says; undefined: nothing. */
  readonly coding: string | undefined;
  readonly start: (ready: (bytes: Uint8Array) => void) => Compressor;
}

/** As the original's `tune.comp.maxlevel` is without being told: the fastest. */
const level = 1;
const nothing = new Uint8Array(0);

/** RFC 9110 §8.4.1. `deflate` is that of RFC 1950; some clients understand RFC 1951 only: `raw-deflate`. */
export const algorithms: Readonly<Record<AlgorithmName, Algorithm>> = {
  identity: { token: "identity", coding: undefined, start: untouched },
  gzip: { token: "gzip", coding: "gzip", start: (ready) => zlib(ready, { gzip: true }) },
  deflate: { token: "deflate", coding: "deflate", start: (ready) => zlib(ready, {}) },
  "raw-deflate": { token: "deflate", coding: "deflate", start: (ready) => zlib(ready, { raw: true }) },
};

function untouched(ready: (bytes: Uint8Array) => void): Compressor {
  return { push: ready, flush: () => {}, finish: () => {} };
}

function zlib(
  ready: (bytes: Uint8Array) => void,
  kind: { readonly gzip?: true; readonly raw?: true },
): Compressor {
  const stream = new Deflate({ level, ...kind });
  stream.onData = ready;
  return {
    push: (bytes) => void stream.push(bytes, Z_NO_FLUSH),
    flush: () => void stream.push(nothing, Z_SYNC_FLUSH),
    finish: () => void stream.push(nothing, Z_FINISH),
  };
}
