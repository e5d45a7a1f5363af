import type { Blame, CheckScene, CheckScript, Judgement } from "../step.ts";

/** `option ldap-check`: an anonymous simple bind (RFC 4511 §4.2), answered with success. */
export function ldapScript(): CheckScript {
  return {
    kind: "protocol",
    steps: [
      // SEQUENCE { messageID 1, [APPLICATION 0] { version 3, name "", simple "" } }
      { kind: "send", data: () => "\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\x00\x80\x00" },
      { kind: "expect", says: "expect", judge: judgeBind, onSuccess: () => "Success" },
    ],
  };
}

/** The shortest bind response with a message of 128 bytes and more has its lengths in four bytes more. */
const leastBytes = 14;
const stranger: Blame = { status: "l7-invalid", info: "Not LDAPv3 protocol" };

function judgeBind({ text, ended }: CheckScene, at: number): Judgement {
  if (ended && text === "") {
    return { status: "l7-invalid", info: `TCPCHK got an empty response at step ${at}`, plain: true };
  }
  if (text.length < leastBytes) return ended ? { status: "l7-invalid" } : "wait";
  const bytes = [...text].map((character) => character.charCodeAt(0));
  if (bytes[0] !== 0x30) return stranger;
  let next = afterLength(bytes, 1);
  // messageID 1, then [APPLICATION 1], then the result, an ENUMERATED.
  if (bytes[next] !== 2 || bytes[next + 1] !== 1 || bytes[next + 2] !== 1) return stranger;
  next += 3;
  if (bytes[next] !== 0x61) return stranger;
  next = afterLength(bytes, next + 1);
  if (bytes[next] !== 0x0a || bytes[next + 1] !== 1) return stranger;
  const code = bytes[next + 2] ?? 0;
  return code === 0 ? "passed" : { status: "l7-status", code, info: seeAlso };
}

const seeAlso = "See RFC: http://tools.ietf.org/html/rfc4511#section-4.1.9";

/** A length of BER: one byte, or the number of the bytes that follow. */
function afterLength(bytes: readonly number[], at: number): number {
  const first = bytes[at] ?? 0;
  return at + 1 + (first & 0x80 ? first & 0x7f : 0);
}
