import { sceneBody } from "./scene-body.ts";
import { sceneBytes } from "./scene-bytes.ts";
import { sceneCheck } from "./scene-check.ts";
import { sceneChoices } from "./scene-choices.ts";
import { sceneCompression } from "./scene-compression.ts";
import { sceneConditions } from "./scene-conditions.ts";
import { sceneDaemon } from "./scene-daemon.ts";
import { sceneEnds } from "./scene-ends.ts";
import { sceneExact } from "./scene-exact.ts";
import { sceneHealth } from "./scene-health.ts";
import { sceneHostile } from "./scene-hostile.ts";
import { sceneHttp2 } from "./scene-http2.ts";
import { scenePeers } from "./scene-peers.ts";
import { sceneRecord } from "./scene-record.ts";
import { sceneRoutes } from "./scene-routes.ts";
import { sceneRules } from "./scene-rules.ts";
import { sceneSecure } from "./scene-secure.ts";
import { sceneService } from "./scene-service.ts";
import { sceneState } from "./scene-state.ts";
import { sceneStick } from "./scene-stick.ts";
import { sceneStorm } from "./scene-storm.ts";
import { sceneTurns } from "./scene-turns.ts";
import { sceneVerdict } from "./scene-verdict.ts";
import { sceneWire } from "./scene-wire.ts";

/** What is played inside a network of its own [T]; `program` is the balancer under test. */
export const scenes = {
  wire: sceneWire,
  body: sceneBody,
  bytes: sceneBytes,
  health: sceneHealth,
  check: sceneCheck,
  state: sceneState,
  daemon: sceneDaemon,
  turns: sceneTurns,
  routes: sceneRoutes,
  rules: sceneRules,
  conditions: sceneConditions,
  choices: sceneChoices,
  exact: sceneExact,
  peers: scenePeers,
  record: sceneRecord,
  stick: sceneStick,
  storm: sceneStorm,
  compression: sceneCompression,
  http2: sceneHttp2,
  hostile: sceneHostile,
  ends: sceneEnds,
  secure: sceneSecure,
  service: sceneService,
  verdict: sceneVerdict,
} as const;

export type SceneName = keyof typeof scenes;
