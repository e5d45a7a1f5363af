import type { CheckScene, ExpectStep, Judgement } from "../step.ts";

/** What `tcp-check expect` looks for among the bytes that have come. */
export interface RawPattern {
  /** How the step is told: `expect string '220'`. */
  readonly says: string;
  /** How the pattern is told: `'220'`, `(regex)`. */
  readonly shown: string;
  /** It cannot be there before so many bytes have come. */
  readonly length?: number;
  /** Undefined: what is looked for cannot be made out. */
  readonly holds: (text: string, scene: CheckScene) => boolean | undefined;
}

export interface RawOptions {
  readonly negated: boolean;
  /** `min-recv`: −1 waits for more as long as nothing is found. */
  readonly leastBytes?: number;
}

/** A step that looks for a pattern among the bytes. */
export function rawExpect(
  pattern: RawPattern,
  { negated, leastBytes = -1 }: RawOptions,
): Pick<ExpectStep, "says" | "judge"> {
  const least = Math.max(pattern.length ?? 0, leastBytes);
  const judge = (scene: CheckScene, at: number): Judgement => {
    const { text, ended } = scene;
    if (ended && text === "") {
      return { status: "l7-invalid", info: `TCPCHK got an empty response at step ${at}`, plain: true };
    }
    if (!ended && text.length < least) return "wait";
    const found = pattern.holds(text, scene);
    if (found === undefined) return { status: "l7-invalid", info: unreadable, plain: true };
    if (!found && !ended && leastBytes < 0) return "wait";
    if (found !== negated) return "passed";
    const what = found ? "matched unwanted content" : "did not match content";
    return { status: "l7-invalid", info: `TCPCHK ${what} ${pattern.shown} at step ${at}` };
  };
  return { says: pattern.says, judge };
}

const unreadable = "Failed to parse hexastring resulting of eval of a log-format string";

/** A text as it stands. */
export function textPattern(written: string): RawPattern {
  return {
    says: `expect string '${written}'`,
    shown: `'${written}'`,
    length: written.length,
    holds: (text) => text.includes(written),
  };
}

/** Bytes, as the text that they make. */
export function bytesPattern(bytes: string): RawPattern {
  return {
    says: `expect binary '${bytes}'`,
    shown: "(binary)",
    length: bytes.length,
    holds: (text) => text.includes(bytes),
  };
}

export function expressionPattern(source: string): RawPattern {
  const expression = new RegExp(source);
  return { says: "expect regex", shown: "(regex)", holds: (text) => expression.test(text) };
}

/** A regular expression on the hexadecimal digits of the answer, which are in capitals. */
export function hexExpressionPattern(source: string): RawPattern {
  const expression = new RegExp(source);
  return {
    says: "expect binary regex",
    shown: "(binary regex)",
    holds: (text) => expression.test(hexOf(text)),
  };
}

export function formatPattern(fill: (scene: CheckScene) => string): RawPattern {
  return {
    says: "expect log-format string",
    shown: "(log-format string)",
    holds: (text, scene) => text.includes(fill(scene)),
  };
}

/** The format gives hexadecimal digits. */
export function hexFormatPattern(fill: (scene: CheckScene) => string): RawPattern {
  return {
    says: "expect log-format binary",
    shown: "(log-format binary)",
    holds: (text, scene) => {
      const bytes = bytesOfHex(fill(scene));
      return bytes === undefined ? undefined : text.includes(bytes);
    },
  };
}

/** `50494e47` as the text of its bytes; undefined: these are no pairs of hexadecimal digits. */
export function bytesOfHex(text: string): string | undefined {
  if (!/^([0-9a-f]{2})*$/i.test(text)) return undefined;
  return text.replace(/../g, (digits) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function hexOf(text: string): string {
  return [...text]
    .map((character) => character.charCodeAt(0).toString(16).padStart(2, "0"))
    .join("")
    .toUpperCase();
}
