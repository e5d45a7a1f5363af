import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeFrames, encodeFrame } from "../../../agent/peer-watch/frame.ts";
import { askedFor } from "../../../agent/peer-watch/hello.ts";
import { beginLink, type Link, type LinkStep, linkHears, sealFrame } from "../../../agent/peer-watch/link.ts";
import { encodeState } from "../../../agent/peer-watch/message.ts";
import { watchKey } from "../../../agent/peer-watch/seal.ts";
import { mac } from "./segment.ts";

const router = { virtualRouterId: 51, version: 2, family: 4 } as const;
const context = { router, mac, key: watchKey(mac, router, "secret") };
const others = { router, mac, key: watchKey(mac, router, "guessed") };
const [near, far] = ["10.0.0.1", "10.0.0.2"];
const nonce = (byte: number) => new Uint8Array(16).fill(byte);
const dialer = (own = near, seed = 1) =>
  beginLink({ id: -1, dialed: true, own, peer: far, nonce: nonce(seed) }, context, 0);
const listener = (peer = near, seed = 2, with_ = context) =>
  beginLink({ id: 1, dialed: false, own: far, peer, nonce: nonce(seed) }, with_, 0).link;
const bytesOf = ({ send }: LinkStep) => Uint8Array.from(send.flatMap((bytes) => [...bytes]));

/** All that both sides said until both are open. */
function greeted() {
  const hello = dialer();
  const challenge = linkHears(listener(), bytesOf(hello), context, 0);
  const proof = linkHears(hello.link, bytesOf(challenge), context, 0);
  const open = linkHears(challenge.link, bytesOf(proof), context, 0);
  return { hello, challenge, proof, open };
}

const state = encodeState({ role: "master", priority: 150, heir: true, dampedMs: 0 });

describe("the handshake", () => {
  test("opens at both ends after three frames", () => {
    const { proof, open } = greeted();
    expect([proof.link.stage, open.link.stage]).toEqual(["open", "open"]);
  });

  test("says first which router it is about", () => {
    const hello = bytesOf(dialer());
    expect(askedFor(hello)).toEqual(router);
    expect(askedFor(hello.subarray(0, 9))).toBe("more");
    expect(askedFor(new TextEncoder().encode("GET / HTTP/1.1\r\n"))).toBe("nobody");
  });

  test("a listener with another password is not believed", () => {
    const hello = dialer();
    const forged = linkHears(listener(near, 2, others), bytesOf(hello), others, 0);
    expect(linkHears(hello.link, bytesOf(forged), context, 0).trouble).toMatch(/configuration/);
  });

  test("a dialer with another password is not believed", () => {
    const hello = beginLink({ id: -1, dialed: true, own: near, peer: far, nonce: nonce(1) }, others, 0);
    const challenge = linkHears(listener(), bytesOf(hello), context, 0);
    // It answers without having understood.
    const forged = encodeFrame("proof", new Uint8Array(32));
    expect(linkHears(challenge.link, forged, context, 0).trouble).toMatch(/configuration/);
  });

  test("what was recorded of another connection opens none", () => {
    const { hello, proof } = greeted();
    const again = linkHears(listener(near, 9), bytesOf(hello), context, 0);
    expect(linkHears(again.link, bytesOf(proof), context, 0).trouble).toBeDefined();
  });

  test("what was meant for another address opens none", () => {
    const { hello, proof } = greeted();
    const elsewhere = linkHears(listener("10.0.0.9"), bytesOf(hello), context, 0);
    expect(linkHears(elsewhere.link, bytesOf(proof), context, 0).trouble).toBeDefined();
  });

  test("a challenge that is sent back is no proof", () => {
    const { challenge } = greeted();
    const reflected = encodeFrame("proof", bodyOf(bytesOf(challenge)).slice(16));
    expect(linkHears(challenge.link, reflected, context, 0).trouble).toBeDefined();
  });

  test("nothing but a greeting comes before it", () => {
    const early = encodeFrame("yield", new Uint8Array(8));
    expect(linkHears(listener(), early, context, 0).trouble).toBeDefined();
  });
});

function bodyOf(bytes: Uint8Array): Uint8Array {
  const result = decodeFrames(bytes);
  return result.ok ? (result.frames[0]?.body ?? new Uint8Array()) : new Uint8Array();
}

describe("sealed frames", () => {
  test("arrive in whatever pieces", () => {
    const { proof, open } = greeted();
    const one = sealFrame(proof.link, "state", state, context);
    const two = sealFrame(one.link, "yield", new Uint8Array(), context);
    const all = Uint8Array.of(...one.bytes, ...two.bytes);
    let link: Link = open.link;
    const kinds: string[] = [];
    for (const byte of all) {
      const step = linkHears(link, Uint8Array.of(byte), context, 0);
      link = step.link;
      kinds.push(...step.messages.map(({ kind }) => kind));
    }
    expect(kinds).toEqual(["state", "yield"]);
  });

  test("the same one twice is one too many", () => {
    const { proof, open } = greeted();
    const { bytes } = sealFrame(proof.link, "yield", new Uint8Array(), context);
    const step = linkHears(open.link, Uint8Array.of(...bytes, ...bytes), context, 0);
    expect(step.messages).toHaveLength(1);
    expect(step.trouble).toMatch(/wrong seal/);
  });

  test("one of ours, sent back, is none of theirs", () => {
    const { proof } = greeted();
    const { bytes } = sealFrame(proof.link, "yield", new Uint8Array(), context);
    expect(linkHears(proof.link, bytes, context, 0).trouble).toMatch(/wrong seal/);
  });

  test("with any byte changed they say nothing", () => {
    const { proof, open } = greeted();
    const { bytes } = sealFrame(proof.link, "state", state, context);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const forged = bytes.map((byte, at) => (at === index ? byte ^ change : byte));
        expect(linkHears(open.link, forged, context, 0).messages).toEqual([]);
      }),
    );
  });
});

test("reading never throws, and random bytes open nothing", () => {
  const { hello, challenge, open } = greeted();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      for (const link of [hello.link, challenge.link, listener()])
        expect(linkHears(link, bytes, context, 0).link.stage).not.toBe("open");
      expect(linkHears(open.link, bytes, context, 0).messages).toEqual([]);
    }),
  );
});
