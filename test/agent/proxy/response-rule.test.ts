import { expect, test } from "vitest";
import { latin1, latin1Bytes } from "../../../agent/http/bytes.ts";
import { HttpSession } from "../../../agent/proxy/http-session.ts";
import { editResponse } from "../../../agent/rule/message.ts";
import type { Rule } from "../../../agent/rule/rule.ts";
import { connection, settings } from "./script.ts";

/** What the client gets, with rules on the response. */
function answer(rules: Partial<Record<"responseRules" | "afterRules", readonly Rule[]>>): string {
  const front = settings();
  const lists = Object.fromEntries(Object.entries(rules).map(([name, list]) => [name, [list]]));
  const session = new HttpSession({ ...front, fallback: { ...front.fallback, ...lists } }, connection, 0);
  const actions = [
    ...session.onClientData(latin1Bytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), 0),
    ...session.onServerOpen(false, 1),
    ...session.onServerData(latin1Bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), 2),
  ];
  return actions.flatMap((action) => (action.kind === "to-client" ? [latin1(action.bytes)] : [])).join("");
}

function add(name: string): Rule {
  const action: Rule["action"] = (view) => {
    const head = editResponse(view);
    if (!head) throw new Error("no response");
    head.headers.push({ name, value: `${head.headers.length}` });
    return undefined;
  };
  return { action };
}

test("http-response and then http-after-response change the head that goes out, and see what it is by then", () => {
  expect(answer({ responseRules: [add("x-a"), add("x-b")], afterRules: [add("x-c")] })).toBe(
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx-a: 1\r\nx-b: 2\r\nx-c: 3\r\n\r\nok",
  );
});

test("a response that is denied is replaced by a page, which http-after-response sees too", () => {
  const deny: Rule = { action: () => ({ kind: "deny", status: 403 }) };
  const text = answer({ responseRules: [deny, add("x-a")], afterRules: [add("x-c")] });
  expect(text).toMatch(/^HTTP\/1.1 403 Forbidden\r\n/);
  expect(text).toContain("x-c: 3\r\n");
  expect(text).not.toContain("x-a");
});
