import { hexExpressionPattern, rawExpect } from "../match/raw.ts";
import type { CheckScript, SendScene } from "../step.ts";

/** `option ssl-hello-chk`: the hello of a client of SSLv3, which a TLS server answers with a hello or an alert. */
export function sslHelloScript(): CheckScript {
  return {
    kind: "protocol",
    steps: [
      { kind: "send", data: clientHello },
      {
        kind: "expect",
        ...rawExpect(hexExpressionPattern("^1[56]"), { negated: false, leastBytes: 5 }),
        okStatus: "l6-ok",
        errorStatus: "l6-invalid",
        timeoutStatus: "l6-timeout",
        onError: () => "",
      },
    ],
  };
}

/** What it offers: the suites that the time of SSLv3 and the first TLS knew (RFC 6101 §A.6, RFC 3268). */
const suites = [
  ...Array.from({ length: 0x1b }, (_, index) => index + 1),
  ...Array.from({ length: 0x0c }, (_, index) => index + 0x2f),
];

/**
 * RFC 6101 §5.2.1, §5.6.1.2.
 *
 *     16 0300 LEN | 01 LEN3 0300 TIME4 RANDOM28 | 00 (no session) | LEN SUITES | 01 00 (no compression)
 */
function clientHello({ nowMs }: SendScene): string {
  const body = [
    ...number(0x0300, 2),
    ...number(Math.floor(nowMs / 1000), 4),
    ...Array.from({ length: 28 }, (_, index) => 0x62 + (index % 16)),
    0,
    ...number(suites.length * 2, 2),
    ...suites.flatMap((suite) => number(suite, 2)),
    1,
    0,
  ];
  const handshake = [1, ...number(body.length, 3), ...body];
  const record = [0x16, ...number(0x0300, 2), ...number(handshake.length, 2), ...handshake];
  return String.fromCharCode(...record);
}

function number(value: number, bytes: number): readonly number[] {
  return Array.from({ length: bytes }, (_, index) => (value >>> (8 * (bytes - 1 - index))) & 0xff);
}
