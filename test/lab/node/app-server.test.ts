import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type App, type AppEvent, appServer } from "../../../lab/node/app-server.ts";
import { appSettings } from "../../../lab/node/app-settings.ts";

let app: App | undefined;
afterEach(() => {
  app?.server.closeAllConnections();
  app?.server.close();
});

async function start(sick = false) {
  const events: AppEvent[] = [];
  const started = appServer({ name: "app1", sick, report: (event) => events.push(event) });
  app = started;
  await new Promise<void>((resolve) => started.server.listen(0, "127.0.0.1", resolve));
  const { port } = started.server.address() as AddressInfo;
  const ask = (path: string, options?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, options);
  return { app: started, events, ask };
}

describe("the application server", () => {
  test("says who it is", async () => {
    const { ask } = await start();
    const reply = await ask("/");
    expect(reply.headers.get("X-Server")).toBe("app1");
    expect(await reply.text()).toBe("app1\n");
  });

  test("tells of every health check who asked and what it said", async () => {
    const { ask, events } = await start();
    expect((await ask("/health")).status).toBe(200);
    expect(events).toEqual([{ event: "health", status: 200, remote: "127.0.0.1" }]);
  });

  test("fails its health checks when told to, and recovers", async () => {
    const { ask, app: running } = await start();
    expect((await ask("/health?status=503", { method: "POST" })).status).toBe(204);
    expect((await ask("/health")).status).toBe(503);
    expect((await ask("/")).status).toBe(200);
    running.toggleHealth();
    expect((await ask("/health")).status).toBe(200);
  });

  test("can be sick from the start", async () => {
    const { ask } = await start(true);
    expect((await ask("/health")).status).toBe(503);
  });

  test("streams as many bytes as asked for", async () => {
    const { ask } = await start();
    expect((await (await ask("/stream?bytes=200001")).arrayBuffer()).byteLength).toBe(200_001);
  });

  test("echoes a body", async () => {
    const { ask } = await start();
    const body = "x".repeat(100_000);
    expect(await (await ask("/echo", { method: "POST", body })).text()).toBe(body);
  });

  test.each([
    ["/slow?ms=60001", 400],
    ["/slow?ms=-1", 400],
    ["/stream?bytes=2000000000", 400],
    ["/health?status=1000", 400],
    ["/elsewhere", 404],
    ["/constructor", 404],
    ["/slow?ms=1", 200],
  ])("answers %s with %i", async (path, status) => {
    const { ask } = await start();
    expect((await ask(path, { method: path.startsWith("/health") ? "POST" : "GET" })).status).toBe(status);
  });
});

describe("the command line of bascule-app", () => {
  test.each([
    [["--name", "app1", "--port", "80"], { name: "app1", port: 80, sick: false }],
    [["--name", "a", "--sick"], { name: "a", port: 8080, sick: true }],
  ])("%j is understood", (argv, expected) => {
    expect(appSettings(argv)).toEqual(expected);
  });

  test.each([
    [["--port", "80"]],
    [["--name", "a", "--port", "x"]],
    [["--name", "a", "--port", "70000"]],
    [["--nam", "a"]],
  ])("%j is refused", (argv) => {
    expect(appSettings(argv)).toHaveProperty("mistake.fr");
  });
});
