import type { CheckScene, CheckScript, CheckStep, Judgement } from "../step.ts";
import { lingering } from "./part.ts";

/** `option mysql-check [user NAME [post-41|pre-41]]`: the greeting of the server, and what it says to the name. */
export function mysqlScript(user?: { readonly name: string; readonly old: boolean }): CheckScript {
  const greeting: CheckStep = {
    kind: "expect",
    says: "expect",
    judge: (scene, at) => judgePacket(scene, at, 0),
    onSuccess: ({ text }) => versionOf(text),
  };
  if (!user) return { kind: "protocol", steps: [lingering, greeting] };
  const login = user.old ? oldLogin(user.name) : newLogin(user.name);
  return {
    kind: "protocol",
    steps: [
      lingering,
      { kind: "send", data: () => login },
      greeting,
      {
        kind: "expect",
        says: "expect",
        judge: (scene, at) => judgePacket(scene, at, 4 + lengthAt(scene.text, 0)),
        onSuccess: ({ text }) => versionOf(text),
      },
    ],
  };
}

/** A packet of the server at `offset`: three bytes of length, a number, then 0xff if it is an error. */
function judgePacket({ text, ended }: CheckScene, at: number, offset: number): Judgement {
  if (ended && text === "") {
    return { status: "l7-invalid", info: `TCPCHK got an empty response at step ${at}`, plain: true };
  }
  const end = offset + 4 + lengthAt(text, offset);
  if (text.length < offset + 4 || text.length < end) return ended ? { status: "l7-invalid" } : "wait";
  if (text.charCodeAt(offset + 4) !== 0xff) return "passed";
  const code = text.charCodeAt(offset + 5) + 256 * text.charCodeAt(offset + 6);
  return { status: "l7-status", code, info: text.slice(offset + 7, end) };
}

function lengthAt(text: string, at: number): number {
  const byte = (index: number): number => text.charCodeAt(at + index) || 0;
  return byte(0) + 256 * byte(1) + 65_536 * byte(2);
}

/** It stands at the front of the greeting: version of the protocol, then that of the server. */
function versionOf(text: string): string {
  return text.slice(5).replace(/\0.*$/s, "");
}

const quit = "\x01\0\0\0\x01";

/** Protocol::HandshakeResponse41: capabilities, largest packet, character set, 23 zeros, the name, no password. */
function newLogin(user: string): string {
  return `${packet(`\0\x82\0\0\0\x80\0\x01\x21${"\0".repeat(23)}${user}\0\0`)}${quit}`;
}

/** Protocol::HandshakeResponse320: capabilities, largest packet, the name, no password. */
function oldLogin(user: string): string {
  return `${packet(`\0\x80\0\0\x01${user}\0\0`)}${quit}`;
}

function packet(payload: string): string {
  return `${String.fromCharCode(payload.length & 0xff, (payload.length >> 8) & 0xff, 0)}\x01${payload}`;
}
