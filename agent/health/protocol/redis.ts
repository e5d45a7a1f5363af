import { rawExpect, textPattern } from "../match/raw.ts";
import type { CheckScript } from "../step.ts";
import { cutLine } from "./part.ts";

/** `option redis-check`: PING, in Redis' own protocol, and the answer +PONG. */
export function redisScript(): CheckScript {
  return {
    kind: "protocol",
    steps: [
      { kind: "send", data: () => "*1\r\n$4\r\nPING\r\n" },
      {
        kind: "expect",
        ...rawExpect(textPattern("+PONG\r\n"), { negated: false }),
        errorStatus: "l7-status",
        onSuccess: () => "Redis server is ok",
        onError: ({ text }) => cutLine(text),
      },
    ],
  };
}
