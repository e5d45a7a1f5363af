import { expressionPattern, rawExpect } from "../match/raw.ts";
import type { CheckScene, CheckScript, ExpectStep } from "../step.ts";
import { cutLine, lingering } from "./part.ts";

/** `option smtpchk [HELLO DOMAIN]`: greeting, hello and QUIT, each answered with 2xx. */
export function smtpScript(hello: string): CheckScript {
  const any = rawExpect(expressionPattern("^[0-9]{3}[ \\r]"), { negated: false, leastBytes: 4 });
  return {
    kind: "protocol",
    steps: [
      lingering,
      { kind: "expect", ...any, onError: ({ text }) => cutLine(text) },
      { kind: "expect", ...good("^2[0-9]{2}[ \\r]") },
      { kind: "send", data: () => `${hello}\r\n` },
      { kind: "expect", ...good("^2[0-9]{2}[- \\r]") },
      { kind: "send", data: () => "QUIT\r\n" },
      { kind: "expect", ...good("^2[0-9]{2}[- \\r]"), onSuccess: said },
    ],
  };
}

function good(expression: string): Omit<ExpectStep, "kind"> {
  return {
    ...rawExpect(expressionPattern(expression), { negated: false, leastBytes: 4 }),
    errorStatus: "l7-status",
    onError: said,
    statusCode: ({ text }) => Number(/^\d{1,3}/.exec(text)?.[0] ?? 0),
  };
}

function said({ text }: CheckScene): string {
  return cutLine(text.slice(4).trimStart());
}
