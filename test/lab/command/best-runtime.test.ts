import { chmod } from "node:fs/promises";
import { hostname } from "node:os";
import { expect, test } from "vitest";
import { bestRuntime } from "../../../lab/command/best-runtime.ts";
import { type Answers, openFakeEngine, soundEngine } from "./fake-engine.ts";

const info = soundEngine["GET /info"]?.[1] as object;

const engines: readonly [string, Answers, "docker" | "netns", string, string][] = [
  [
    "answers",
    soundEngine,
    "docker",
    "Docker answers: the lab is built in containers (without Docker: --runtime netns)",
    "Docker répond : le labo est construit en conteneurs (sans Docker : --runtime netns)",
  ],
  [
    "is too old",
    { ...soundEngine, "GET /version": [200, { Version: "18.09.1", ApiVersion: "1.39" }] },
    "netns",
    "This machine lacks a newer Docker (18.09.1 is there, 19.03 or later is needed): the lab is built in Linux namespaces (netns)",
    "Il manque un Docker plus récent (18.09.1 est là, 19.03 ou plus est nécessaire) : le labo est construit dans des espaces de noms de Linux (netns)",
  ],
  [
    "is on another machine",
    { ...soundEngine, "GET /info": [200, { ...info, Name: `not-${hostname()}` }] },
    "netns",
    `Docker answers, but from another machine (not-${hostname()}): the lab is built in Linux namespaces (netns)`,
    `Docker répond, mais depuis une autre machine (not-${hostname()}) : le labo est construit dans des espaces de noms de Linux (netns)`,
  ],
  [
    "ends while it is asked",
    { "GET /version": [200, { Version: "28.2.2", ApiVersion: "1.50" }], "GET /info": [500, {}] },
    "netns",
    "No container engine answers: the lab is built in Linux namespaces (netns)",
    "Aucun moteur de conteneurs ne répond : le labo est construit dans des espaces de noms de Linux (netns)",
  ],
];

test.each(engines)("where the engine %s", async (_, answers, name, en, fr) => {
  await using _engine = await openFakeEngine(answers);
  const { runtime, why } = await bestRuntime();
  expect(runtime.name).toBe(name);
  expect(why).toEqual({ en, fr });
});

test("where nobody listens at the engine's socket", async () => {
  const { socketPath, ...engine } = await openFakeEngine(soundEngine);
  await engine[Symbol.asyncDispose]();
  process.env.DOCKER_HOST = `unix://${socketPath}`;
  try {
    expect((await bestRuntime()).why.en).toMatch(/^No container engine answers: /);
  } finally {
    delete process.env.DOCKER_HOST;
  }
});

test("where the engine is not for this user", async () => {
  await using engine = await openFakeEngine(soundEngine);
  await bestRuntime(); // everything is loaded: an ordinary user may not be able to read the sources
  await chmod(engine.socketPath, 0o600);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  else await chmod(engine.socketPath, 0);
  try {
    const { runtime, why } = await bestRuntime();
    expect(runtime.name).toBe("netns");
    expect(why.en).toBe(
      "This machine lacks access to Docker, which is there, for this user: the lab is built in Linux namespaces (netns)",
    );
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});
