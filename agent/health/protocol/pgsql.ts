import { expressionPattern, hexExpressionPattern, rawExpect } from "../match/raw.ts";
import type { CheckScript } from "../step.ts";
import { lingering } from "./part.ts";

/** `option pgsql-check user NAME`: a StartupMessage, answered with any request for authentication. */
export function pgsqlScript(user: string): CheckScript {
  return {
    kind: "protocol",
    steps: [
      lingering,
      { kind: "send", data: () => startup(user) },
      {
        kind: "expect",
        ...rawExpect(expressionPattern("^E"), { negated: true, leastBytes: 5 }),
        errorStatus: "l7-invalid",
        onError: ({ text }) => text.slice(6).replace(/\0.*$/s, ""),
      },
      {
        kind: "expect",
        ...rawExpect(hexExpressionPattern("^52000000[A-Z0-9]{2}000000(00|02|03|04|05|06|07|09|0A)"), {
          negated: false,
          leastBytes: 9,
        }),
        errorStatus: "l7-status",
        onSuccess: () => "PostgreSQL server is ok",
        onError: () => "PostgreSQL unknown error",
      },
    ],
  };
}

/** Length, version 3.0, `user`, the name, the end (PostgreSQL documentation, "Message Formats"). */
function startup(user: string): string {
  const rest = `\x00\x03\x00\x00user\0${user}\0\0`;
  return `\0\0${String.fromCharCode(((rest.length + 4) >> 8) & 0xff, (rest.length + 4) & 0xff)}${rest}`;
}
