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
  const second = createSocket("udp4").bind(port, "127.0.0.1");
  await once(second, "listening");
  const heard: string[] = [];
  second.on("message", (message) => heard.push(message.toString()));
  for (const text of ["one", "two"]) expect(sender.send(bytes(text))).toBe(true);
  while (heard.length < 2) await once(second, "message");
  expect(heard).toEqual(["one", "two"]);
  second.close();
});

test("a name is no address; what is closed sends nothing", () => {
  expect(() => openUdpDatagram("localhost", 514)).toThrow(RangeError);
  const sender = openUdpDatagram("::1", 9);
  sender[Symbol.dispose]();
  sender[Symbol.dispose]();
  expect(sender.send(bytes("x"))).toBe(false);
});
