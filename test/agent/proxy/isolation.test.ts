import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { settings } from "./script.ts";
import { World } from "./world.ts";

interface Ask {
  readonly id: string;
  readonly form: string;
  readonly body: string;
  readonly chunks: boolean;
}

const ask = fc.record({
  form: fc.constantFrom("plain", "chunks", "close", "none", "early"),
  body: fc.stringMatching(/^[a-z]{0,90}$/),
  chunks: fc.boolean(),
});

function textOf({ id, form, body, chunks }: Ask): string {
  const head = `${body === "" ? "GET" : "POST"} /${id}?${form} HTTP/1.1\r\nHost: x\r\n`;
  if (body === "") return `${head}\r\n`;
  if (!chunks) return `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  const parts = [body.slice(0, 7), body.slice(7)].filter((part) => part !== "");
  const lines = parts.map((part) => `${part.length.toString(16)};e=1\r\n${part}\r\n`).join("");
  return `${head}Transfer-Encoding: chunked\r\n\r\n${lines}0\r\n\r\n`;
}

/** The ids that the responses carry, in their order. */
function idsIn(received: string): readonly string[] {
  const ids: string[] = [];
  for (let rest = received; rest !== ""; ) {
    const end = rest.indexOf("\r\n\r\n") + 4;
    const head = rest.slice(0, end);
    rest = rest.slice(end);
    const status = head.slice(9, 12);
    if (status === "103") continue;
    if (status === "204") ids.push(/^x-id: (.+)\r$/m.exec(head)?.[1] ?? "?");
    else if (head.includes("transfer-encoding")) {
      const last = rest.indexOf("0\r\n\r\n");
      ids.push(rest.slice(0, last).replaceAll(/[0-9a-f]+\r\n([^\r]*)\r\n/g, "$1"));
      rest = rest.slice(last + 5);
    } else {
      const length = Number(/^content-length: (\d+)\r$/m.exec(head)?.[1]);
      ids.push(rest.slice(0, length));
      rest = rest.slice(length);
    }
  }
  return ids;
}

describe.each([
  ["as it is", []],
  ["with http-reuse always", ["http-reuse always"]],
  ["with http-buffer-request", ["option http-buffer-request"]],
  ["with retry-on", ["retry-on all-retryable-errors"]],
  ["with http-server-close", ["option http-server-close"]],
])("whatever the order of events and however bytes are cut, %s,", (_, lines) => {
  test("each client gets the answers to its own requests, in order, and each body arrives whole and once", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(ask, { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.nat(10_000)),
        (plans, draws) => {
          const asks = plans.map((plan, client) =>
            plan.map((one, at): Ask => ({ ...one, id: `c${client}.${at}.r` })),
          );
          const chance = (limit: number): number => (draws.next().value as number) % limit;
          const world = new World(
            settings(lines),
            asks.map((list) => list.map(textOf).join("")),
            chance,
          );
          let steps = 0;
          while (world.step()) expect(steps++).toBeLessThan(20_000);
          asks.forEach((list, client) => {
            expect(idsIn(world.clients[client]?.received ?? "")).toEqual(list.map(({ id }) => id));
          });
          const served = world.servers.flatMap((server) => server.served);
          const sent = asks.flat();
          expect(served.map(({ id, body }) => `${id} ${body}`).sort()).toEqual(
            sent.map(({ id, body }) => `${id} ${body}`).sort(),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
