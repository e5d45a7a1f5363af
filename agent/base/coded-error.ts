import type { Text } from "./text.ts";

/** What a catalogue says of a code: one sentence for `docs/errors.md`. */
export interface CodeEntry {
  readonly doc: string;
}

/** The one class of errors: a stable code, a sentence (what, where, what to do) in every language. */
export class CodedError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly text: Text;

  constructor(code: Code, text: Text, options?: ErrorOptions) {
    super(`${text.en} [${code}]`, options);
    this.name = "CodedError";
    this.code = code;
    this.text = text;
  }
}
