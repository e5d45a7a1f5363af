import { expect, test } from "vitest";
import { checkerOf, type Peer, walk } from "./walk.ts";

function bytes(hex: string): string {
  return Buffer.from(hex, "hex").toString("latin1");
}

/** A packet of MySQL: its length, its number, then what it says. */
function packet(number: number, payload: string): string {
  return `${String.fromCharCode(payload.length, 0, 0, number)}${payload}`;
}

const greeting = packet(0, "\x0a5.7.1\0\x01\0\0\0\0");
const welcome = packet(2, "\0\0\0\x02\0\0\0");
const denied = packet(2, "\xff\x15\x04#28000Access denied");
const blocked = packet(0, "\xff\x15\x04Host blocked");
const bob = ["option mysql-check user bob"];

const empty = (step: number) => `TCPCHK got an empty response at step ${step}`;

// The servers' words, and HAProxy 2.6.12's verdicts on them.
test.each<[string | readonly string[], Peer, string]>([
  ["option redis-check", { pieces: ["+PONG\r\n"] }, "passed l7-ok 0 Redis server is ok"],
  ["option redis-check", { pieces: ["-ERR nope\r\n"] }, "failed l7-timeout"],
  ["option redis-check", { pieces: ["-ERR nope\r\n"], end: "ended" }, "failed l7-status 0 -ERR nope"],
  ["option redis-check", { end: "ended" }, `failed l7-status 0 ${empty(2)}`],
  ["option redis-check", { end: "refused" }, "failed l4-connection Connection refused"],
  ["option mysql-check", { pieces: [greeting] }, "passed l7-ok 0 5.7.1"],
  ["option mysql-check", { pieces: [greeting.slice(0, 7), greeting.slice(7)] }, "passed l7-ok 0 5.7.1"],
  ["option mysql-check", { pieces: [blocked] }, "failed l7-status 1045 Host blocked"],
  ["option mysql-check", { pieces: [bytes("4000000a35")], end: "ended" }, "failed l7-invalid"],
  [bob, { pieces: [greeting, welcome] }, "passed l7-ok 0 5.7.1"],
  [bob, { pieces: [greeting, denied] }, "failed l7-status 1045 #28000Access denied"],
  [bob, { pieces: [blocked] }, "failed l7-status 1045 Host blocked"],
  [bob, { pieces: [greeting], end: "ended" }, "failed l7-invalid"],
  [bob, { pieces: [greeting] }, "failed l7-timeout"],
  [bob, { end: "ended" }, `failed l7-invalid ${empty(3)}`],
  ["option mysql-check user bob pre-41", { pieces: [greeting, welcome] }, "passed l7-ok 0 5.7.1"],
  [
    "option pgsql-check user b",
    { pieces: [bytes("520000000800000000")] },
    "passed l7-ok 0 PostgreSQL server is ok",
  ],
  [
    "option pgsql-check user b",
    { pieces: [bytes("520000000c0000000512345678")] },
    "passed l7-ok 0 PostgreSQL server is ok",
  ],
  [
    "option pgsql-check user b",
    { pieces: ["E\0\0\0\x20SFATAL\0C28000\0Mno role\0\0"] },
    "failed l7-invalid FATAL",
  ],
  [
    "option pgsql-check user b",
    { pieces: ["R"], end: "ended" },
    "failed l7-status 0 PostgreSQL unknown error",
  ],
  ["option pgsql-check user b", { end: "ended" }, `failed l7-invalid ${empty(3)}`],
  ["option ldap-check", { pieces: [bytes("300c02010161070a010004000400")] }, "passed l7-ok 0 Success"],
  [
    "option ldap-check",
    { pieces: [bytes("3084000000100201016184000000070a010004000400")] },
    "passed l7-ok 0 Success",
  ],
  [
    "option ldap-check",
    { pieces: [bytes("300c02010161070a013104000400")] },
    "failed l7-status 49 See RFC: http://tools.ietf.org/html/rfc4511#section-4.1.9",
  ],
  ["option ldap-check", { pieces: ["250 ok something"] }, "failed l7-invalid Not LDAPv3 protocol"],
  ["option ldap-check", { pieces: [bytes("300c020101")], end: "ended" }, "failed l7-invalid"],
  ["option ldap-check", { end: "ended" }, `failed l7-invalid ${empty(2)}`],
  ["option smtpchk", { pieces: ["220 a\r\n", "250 ok\r\n", "221 bye\r\n"] }, "passed l7-ok 221 bye"],
  [
    "option smtpchk",
    { pieces: ["220 a\r\n", "250-x\r\n250 ok\r\n", "421 no\r\n"] },
    "failed l7-status 421 no",
  ],
  ["option smtpchk", { pieces: ["421 busy\r\n"], end: "ended" }, "failed l7-status 421 busy"],
  ["option smtpchk", { pieces: ["220-a\r\n"], end: "ended" }, "failed l7-invalid 220-a"],
  ["option smtpchk", { pieces: ["220 a\r\n", "250 ok\r\n"], end: "ended" }, `failed l7-status 0 ${empty(7)}`],
  ["option smtpchk", { pieces: ["220 a\r\n"], end: "ended" }, `failed l7-status 0 ${empty(5)}`],
  ["option ssl-hello-chk", { pieces: [bytes("160300000200")] }, "passed l6-ok"],
  ["option ssl-hello-chk", { pieces: [bytes("15030000020228")] }, "passed l6-ok"],
  ["option ssl-hello-chk", { pieces: [bytes("1603")] }, "failed l6-timeout"],
  ["option ssl-hello-chk", { pieces: ["220 bye\r\n"], end: "ended" }, "failed l6-invalid"],
  ["option ssl-hello-chk", { end: "ended" }, `failed l6-invalid ${empty(2)}`],
])("%s: the server says %j: %s", (lines, peer, expected) => {
  expect(walk(typeof lines === "string" ? [lines] : lines, peer).at(-1)).toBe(expected);
});

const hello = Array.from({ length: 39 }, (_, index) => (index < 27 ? index + 1 : index + 20))
  .map((suite) => suite.toString(16).padStart(4, "0"))
  .join("");
const random = Array.from({ length: 28 }, (_, index) => (0x62 + (index % 16)).toString(16)).join("");

// What HAProxy 2.6.12 sends, but for the random part of the hello.
test.each([
  ["option redis-check", "2a310d0a24340d0a50494e470d0a"],
  [
    "option mysql-check user bob",
    "250000010082000000800001210000000000000000000000000000000000000000000000626f6200000100000001",
  ],
  ["option mysql-check user bob pre-41", "0a0000010080000001626f6200000100000001"],
  ["option pgsql-check user bob", "00000012000300007573657200626f620000"],
  ["option ldap-check", "300c020101600702010304008000"],
  ["option ssl-hello-chk", `16030000790100007503006b01ff59${random}00004e${hello}0100`],
])("%s asks %s", (line, expected) => {
  const { send = "" } = checkerOf([line]).connected(0x6b01ff59 * 1000);
  expect(Buffer.from(send, "latin1").toString("hex")).toBe(expected);
});

test.each([
  ["option smtpchk", "HELO localhost\r\n"],
  ["option smtpchk EHLO mydomain.org", "EHLO mydomain.org\r\n"],
  ["option smtpchk FOO bar", "HELO localhost\r\n"],
])("%s says %j", (line, hello_) => {
  const [first = ""] = walk([line], { pieces: ["220 a\r\n"] });
  expect(first).toBe(`send ${JSON.stringify(hello_)}`);
});
