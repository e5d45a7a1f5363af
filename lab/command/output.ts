import { styleText } from "node:util";
import type { Language, Text } from "../../agent/base/text.ts";
import type { Environment, Output } from "./context.ts";

/** What an output needs of a stream; `process.stdout` is one. */
export interface Sink {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface OutputOptions {
  readonly language: Language;
  readonly environment: Environment;
}

/** NO_COLOR: https://no-color.org (any value but the empty one). */
export function openOutput(sink: Sink, { language, environment }: OutputOptions): Output {
  const controlCodes = sink.isTTY === true && !environment.NO_COLOR && environment.TERM !== "dumb";
  return {
    controlCodes,
    get columns() {
      return sink.columns ?? 80;
    },
    write: (text) => {
      sink.write(text);
    },
    line: (text) => {
      sink.write(`${sentence(text, language)}\n`);
    },
    paint: (style, text) => (controlCodes ? styleText(style, text, { validateStream: false }) : text),
  };
}

/** The user's version of a sentence. */
function sentence(text: Text | string, language: Language): string {
  return typeof text === "string" ? text : text[language];
}
