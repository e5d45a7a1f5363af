import { existsSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openUnixDatagram } from "../../../agent/net/unix-datagram.ts";
import { receiveUnixDatagrams } from "../../../agent/net/unix-receiver.ts";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bascule-unix-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Receives until `count` datagrams are there. */
function receiver(path: string, count: number) {
  const { promise, resolve } = Promise.withResolvers<readonly string[]>();
  const heard: string[] = [];
  const opened = receiveUnixDatagrams(path, (datagrams) => {
    heard.push(...datagrams.map((datagram) => new TextDecoder().decode(datagram)));
    if (heard.length >= count) resolve(heard);
  });
  return { heard: promise, opened };
}

const bytes = (text: string) => new TextEncoder().encode(text);

test("each datagram arrives whole, in order, an empty one too", async () => {
  const path = join(folder, "order");
  const { heard, opened } = receiver(path, 4);
  using sender = openUnixDatagram(path);
  const long = "x".repeat(8000);
  for (const text of ["one", "", long, "last"]) expect(sender.send(bytes(text))).toBe(true);
  expect(await heard).toEqual(["one", "", long, "last"]);
  opened[Symbol.dispose]();
  opened[Symbol.dispose]();
  expect(sender.send(bytes("late"))).toBe(false);
});

test("a sender finds the receiver that took the path over", async () => {
  const path = join(folder, "again");
  const first = receiver(path, 1);
  using sender = openUnixDatagram(path);
  sender.send(bytes("one"));
  expect(await first.heard).toEqual(["one"]);
  first.opened[Symbol.dispose]();
  rmSync(path);
  const second = receiver(path, 1);
  expect(sender.send(bytes("two"))).toBe(true);
  expect(await second.heard).toEqual(["two"]);
  second.opened[Symbol.dispose]();
});

test("a path that is taken is refused", () => {
  const path = join(folder, "taken");
  using _ = receiveUnixDatagrams(path, () => {});
  expect(existsSync(path)).toBe(true);
  expect(() => receiveUnixDatagrams(path, () => {})).toThrow(
    expect.objectContaining({ code: "ERR_NET_BIND" }),
  );
});
