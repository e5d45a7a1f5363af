import { fieldValues } from "../acl/fetch/header.ts";
import type { Head } from "../http/head.ts";

/** A place for something to be logged: `capture request header NAME len N`, or (without a name) `declare capture`. */
export interface Capture {
  /** In lower case. */
  readonly header?: string;
  /** Characters that are kept. */
  readonly length: number;
}

/** What a frontend keeps of the messages that it passes on. */
export interface Captures {
  readonly request: readonly Capture[];
  readonly response: readonly Capture[];
}

/** The headers that are captured, the last of its name; undefined where there is none. */
export function captured(captures: readonly Capture[], head: Head): (string | undefined)[] {
  return captures.map(({ header, length }) =>
    header === undefined ? undefined : fieldValues(head, header).at(-1)?.slice(0, length),
  );
}
