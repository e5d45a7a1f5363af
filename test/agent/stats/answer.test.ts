import { describe, expect, test } from "vitest";
import type { StatsPage } from "../../../agent/config/haproxy/config.ts";
import type { RequestHead } from "../../../agent/http/head.ts";
import { answerStats, isForStats, type StatsAnswer } from "../../../agent/stats/answer.ts";
import { World } from "./world.ts";

const good = { name: "authorization", value: `Basic ${btoa("admin:pass:word")}` };

function head(
  target: string,
  options: { method?: string; headers?: RequestHead["headers"] } = {},
): RequestHead {
  const { method = "GET", headers = [good] } = options;
  return { kind: "request", method, target, version: "HTTP/1.1", headers };
}

function pageOf(world: World): StatsPage {
  const page = world.config.frontends[0]?.stats;
  if (!page) throw new Error("no page");
  return page;
}

function ask(
  request: RequestHead,
  options: { admin?: boolean; body?: string; page?: Partial<StatsPage> } = {},
): StatsAnswer {
  const world = new World();
  const page = { ...pageOf(world), ...options.page };
  const { admin = false, body = "" } = options;
  return answerStats({ page, head: request, body, proxy: "stats", admin }, world.view());
}

function post(
  body: string,
  options: { admin?: boolean; headers?: RequestHead["headers"] } = {},
): StatsAnswer {
  const { admin = true, headers = [good] } = options;
  return ask(head("/stats;norefresh;st=DONE", { method: "POST", headers }), { admin, body });
}

test.each([
  ["/stats", true],
  ["/stats;csv", true],
  ["/statsfoo", true],
  ["http://x/stats", true],
  ["/Stats", false],
  ["/", false],
  ["/a/stats", false],
])("%s is for the page: %s", (target, wanted) => {
  const page = pageOf(new World());
  expect(isForStats(head(target), page)).toBe(wanted);
  expect(isForStats(head(target, { method: "PUT" }), page)).toBe(false);
});

describe("who gets in", () => {
  test.each([
    ["nobody", []],
    ["a wrong password", [{ name: "authorization", value: `Basic ${btoa("admin:pass")}` }]],
    ["a longer password", [{ name: "authorization", value: `Basic ${btoa("admin:pass:wordy")}` }]],
    ["no base64", [{ name: "authorization", value: "Basic %%%" }]],
    ["another scheme", [{ name: "authorization", value: `Bearer ${btoa("admin:pass:word")}` }]],
    ["a wrong one before the right one", [{ name: "authorization", value: "Basic eA==" }, good]],
  ])("not %s", (_, headers) => {
    const answer = ask(head("/stats", { headers }));
    expect(answer.status).toBe(401);
    expect(Object.fromEntries(answer.headers)["www-authenticate"]).toBe('Basic realm="HAProxy Statistics"');
    expect(answer.body).not.toContain("s1");
    expect(post("s=s1&action=maint&b=be", { headers })).toMatchObject({ status: 401, actions: [] });
  });

  test("the right one does", () => expect(ask(head("/stats")).status).toBe(200));
});

test("the page, whole", () => {
  expect(ask(head("/stats"), { admin: true }).body).toMatchSnapshot();
});

test("the page in French, and what became of a form", () => {
  const french = { name: "accept-language", value: "fr-FR,fr;q=0.9" };
  const { body } = ask(head("/stats;st=DENY", { headers: [good, french] }));
  expect(body).toContain('<html lang="fr">');
  expect(body).toContain("Refusé : d&#39;ici on ne peut que regarder.");
  expect(body).not.toContain("<form");
});

test("nothing that a client or a file says becomes markup", () => {
  const nasty = "<script>alert(1)</script>";
  const page = { description: nasty, node: nasty, uri: `/stats"'${nasty}` };
  const { body } = ask(head(`/stats"'${nasty};st=${nasty};up`), { page });
  expect(body).not.toContain("<script");
  expect(body).toContain("&lt;script&gt;");
});

test("headers: refreshed, not kept, and in nobody's frame", () => {
  const headers = Object.fromEntries(ask(head("/stats")).headers);
  expect(headers).toMatchObject({ refresh: "10", "cache-control": "no-cache" });
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(Object.fromEntries(ask(head("/stats;csv;norefresh")).headers)).toEqual({
    "cache-control": "no-cache",
    "content-type": "text/plain",
  });
});

test("programs get the table as JSON or typed lines", () => {
  const json = ask(head("/stats;json"));
  expect(Object.fromEntries(json.headers)["content-type"]).toBe("application/json");
  const [first] = JSON.parse(json.body);
  expect(first[0]).toEqual({
    objType: "Frontend",
    proxyId: first[0].proxyId,
    id: 0,
    field: { pos: 0, name: "pxname" },
    processNum: 1,
    tags: { origin: "Key", nature: "Name", scope: "Service" },
    value: { type: "str", value: first[0].value.value },
  });
  expect(ask(head("/stats;typed")).body).toMatch(/^F\.\d+\.0\.0\.pxname\.1:KNS:str:/);
});

test("scope leaves out the other sections", () => {
  const own = ask(head("/stats;csv"), { page: { scopes: ["."] } })
    .body.split("\n")
    .slice(1, -1);
  expect(own.map((line) => line.split(",")[0])).toEqual(["stats", "stats"]);
});

test(";up leaves out servers that are down", () => {
  const world = new World();
  world.command("set server be/s1 health down");
  const page = pageOf(world);
  const names = (target: string): readonly string[] =>
    answerStats({ page, head: head(target), body: "", proxy: "stats", admin: false }, world.view())
      .body.split("\n")
      .slice(1, -1)
      .map((line) => line.split(",")[1] ?? "");
  expect(names("/stats;csv")).toContain("s1");
  expect(names("/stats;csv;up")).not.toContain("s1");
});

describe("the form", () => {
  const location = (answer: StatsAnswer): string => Object.fromEntries(answer.headers).location ?? "";

  test.each([
    ["s=s1&action=drain&b=be", "DONE"],
    ["s=s1&s=s3&action=maint&b=be", "DONE"],
    ["s=s1&s=nope&action=maint&b=be", "PART"],
    ["s=nope&action=maint&b=be", "ERRP"],
    ["s=s1&action=bogus&b=be", "ERRP"],
    ["s=s1&action=constructor&b=be", "ERRP"],
    ["s=s1&action=drain&b=nope", "ERRP"],
    ["action=drain&b=be", "NONE"],
    ["", "NONE"],
    ["s%3Ds1", "ERRP"],
    ["s=%731&action=%64rain&b=b%65", "DONE"],
    ["%00%ff%", "ERRP"],
  ])("%s: %s", (body, outcome) => {
    const answer = post(body);
    expect(answer.status).toBe(303);
    expect(location(answer)).toBe(`/stats;st=${outcome};norefresh`);
  });

  test("acts on the servers that are checked", () => {
    expect(post("s=s1&s=s3&action=drain&b=be").actions).toEqual([
      { kind: "server-state", backend: "be", server: 0, state: "drain" },
      { kind: "server-state", backend: "be", server: 2, state: "drain" },
    ]);
  });

  test("does nothing without an admin rule that holds", () => {
    const answer = post("s=s1&action=maint&b=be", { admin: false });
    expect([location(answer), answer.actions]).toEqual(["/stats;st=DENY;norefresh", []]);
  });

  test("does nothing for another site's page", () => {
    const host = { name: "host", value: "lb:8404" };
    const from = (origin: string) =>
      post("s=s1&action=maint&b=be", { headers: [good, host, { name: "origin", value: origin }] });
    expect(from("http://evil.test").actions).toEqual([]);
    expect(from("null").actions).toEqual([]);
    expect(from("http://lb:8404").actions).toHaveLength(1);
  });

  test("that is too long does nothing", () => {
    const world = new World();
    const request = {
      page: pageOf(world),
      head: head("/stats", { method: "POST" }),
      body: undefined,
      proxy: "stats",
      admin: true,
    };
    expect(location(answerStats(request, world.view()))).toBe("/stats;st=EXCD");
  });
});
