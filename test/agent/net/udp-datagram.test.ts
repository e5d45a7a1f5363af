import { createSocket } from "node:dgram";
import { once } from "node:events";
import { expect, test } from "vitest";
import { openUdpDatagram } from "../../../agent/net/udp-datagram.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("datagrams arrive one by one; after nobody listened for a while too", async () => {
  const first = createSocket("udp4").bind(0, "127.0.0.1");
  await once(first, "listening");
  const { port } = first.address();
  first.close();
  await once(first, "close");
  using sender = openUdpDatagram("127.0.0.1", port);
  sender.send(bytes("nobody hears this"));
  sender.flush();
  const second = createSocket("udp4").bind(port, "127.0.0.1");
  await once(second, "listening");
  const heard: string[] = [];
  second.on("message", (message) => heard.push(message.toString()));
  const many = Array.from({ length: 150 }, (_, number) => `line ${number}`);
  for (const text of ["one", ...many]) sender.send(bytes(text));
  sender.send(bytes("<two>"), 1, 4);
  sender.send(new Uint8Array(70_000));
  sender.send(bytes("three"));
  sender.flush();
  while (heard.length < 153) await once(second, "message");
  expect(heard).toEqual(["one", ...many, "two", "three"]);
  sender.send(bytes("in its turn"));
  await once(second, "message");
  expect(heard.at(-1)).toBe("in its turn");
  second.close();
});

test("a name is no address; what is closed sends nothing", () => {
  expect(() => openUdpDatagram("localhost", 514)).toThrow(RangeError);
  const sender = openUdpDatagram("::1", 9);
  sender[Symbol.dispose]();
  sender[Symbol.dispose]();
  sender.send(bytes("x"));
  sender.flush();
});
