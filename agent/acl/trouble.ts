import type { AgentCode } from "../base/errors.ts";
import type { Text } from "../base/text.ts";

/** What is wrong with a condition, at which of its words; the severities are those of a `Problem`. */
export type Trouble =
  | {
      readonly severity: "fatal" | "mistake" | "warned";
      readonly at: number;
      readonly code: AgentCode;
      readonly text: Text;
    }
  /** The line is right, and has no effect here. */
  | { readonly severity: "note"; readonly at: number; readonly text: Text }
  /** The original honours it and we do not. */
  | { readonly severity: "unsupported"; readonly at: number; readonly what: string };

export type Parsed<Value> =
  | { readonly kind: "good"; readonly value: Value; readonly troubles: readonly Trouble[] }
  | { readonly kind: "bad"; readonly troubles: readonly Trouble[] };

export function fatal(
  at: number,
  code: AgentCode,
  text: Text,
): { kind: "bad"; troubles: readonly Trouble[] } {
  return { kind: "bad", troubles: [{ severity: "fatal", at, code, text }] };
}

export function unsupported(at: number, what: string): { kind: "bad"; troubles: readonly Trouble[] } {
  return { kind: "bad", troubles: [{ severity: "unsupported", at, what }] };
}

export function good<Value>(value: Value, troubles: readonly Trouble[] = []): Parsed<Value> {
  return { kind: "good", value, troubles };
}
