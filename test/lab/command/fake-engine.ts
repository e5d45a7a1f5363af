import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

/** What a container engine answers, by method and the beginning of the path. */
export type Answers = Readonly<Record<string, readonly [status: number, body: unknown]>>;

/** A Docker of today on this machine, without any image, container or network. */
export const soundEngine: Answers = {
  "GET /version": [200, { Version: "28.2.2", ApiVersion: "1.50" }],
  "GET /info": [200, { Name: hostname(), OperatingSystem: "Debian", SecurityOptions: [] }],
  "GET /networks": [200, []],
  "GET /containers": [200, []],
};

export interface FakeEngine extends AsyncDisposable {
  readonly socketPath: string;
}

/** Answers as an engine would, on the socket that DOCKER_HOST names as long as it runs. */
export async function openFakeEngine(answers: Answers): Promise<FakeEngine> {
  const folder = await mkdtemp(join(tmpdir(), "bascule-fake-"));
  const socketPath = join(folder, "docker.sock");
  const server = createServer((request, response) => {
    const asked = `${request.method} ${request.url}`;
    const [status, body] = Object.entries(answers).find(([start]) => asked.startsWith(start))?.[1] ?? [
      404,
      { message: `no ${asked}` },
    ];
    request.resume().on("end", () => {
      response
        .writeHead(status, { "content-type": "application/json", connection: "close" })
        .end(`${JSON.stringify(body)}\n`);
    });
  });
  await new Promise<void>((listening) => server.listen(socketPath, listening));
  const before = process.env.DOCKER_HOST;
  process.env.DOCKER_HOST = `unix://${socketPath}`;
  return {
    socketPath,
    async [Symbol.asyncDispose]() {
      if (before === undefined) delete process.env.DOCKER_HOST;
      else process.env.DOCKER_HOST = before;
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
