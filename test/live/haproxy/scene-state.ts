import { existsSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { startBalancer } from "./balancer.ts";
import { until } from "./client.ts";
import { startOrigin } from "./origin.ts";

/** Servers, and what a state file says of each; the last words of the lines are all the same. */
const servers: readonly (readonly [words: string, saved: string])[] = [
  ["check inter 60s", "127.0.0.1 2 0 1 1 1000 6 3 4 6"],
  ["check inter 60s", "127.0.0.1 0 0 1 1 1000 8 2 0 6"],
  ["check inter 60s", "127.0.0.1 0 1 1 1 1000 6 3 0 14"],
  ["check inter 60s", "127.0.0.1 0 5 1 1 1000 1 0 0 14"],
  ["check inter 60s", "127.0.0.1 2 8 1 1 1000 6 3 4 6"],
  ["check inter 60s weight 10", "127.0.0.1 2 0 5 10 1000 6 3 4 6"],
  ["check inter 60s weight 20", "127.0.0.1 2 0 5 10 1000 6 3 4 6"],
  ["check inter 60s", "127.0.0.9 2 0 1 1 1000 6 3 4 6"],
  ["check inter 60s", "127.0.0.1 3 0 1 1 1000 16 4 4 6"],
  ["check inter 60s", "127.0.0.1 1 0 1 1 1000 6 3 2 6"],
  ["check inter 60s rise 1 fall 1", "127.0.0.1 2 0 1 1 1000 6 3 4 6"],
  ["check inter 60s id 777", "127.0.0.1 0 2 1 1 1000 8 2 0 6"],
];

const config = `global
 stats socket ${process.cwd()}/admin.sock level admin
 server-state-file state
defaults
 mode http
 timeout connect 1s
 timeout client 1s
 timeout server 1s
 load-server-state-from-file global
listen l
 bind 127.0.0.1:18080
${servers.map(([words], at) => ` server s${at} 127.0.0.1:9001 ${words}\n`).join("")}`;

export interface StateScene {
  /** What the program shows of the servers, without since when. */
  readonly shown: readonly string[];
  readonly news: readonly string[];
}

/** A program begins where another one has stopped. */
export async function sceneState(program: string): Promise<StateScene> {
  await startOrigin(9001);
  const saved = servers.map(([, words], at) => `2 l ${at + 1} s${at} ${words} 0 0 0 - 9001 - 0 0 - - 0\n`);
  writeFileSync("state", `1\n# …\n${saved.join("")}`);
  await using balancer = await startBalancer(program, config, 18080);
  await until("its socket", () => existsSync("admin.sock"));
  const socket = connect(`${process.cwd()}/admin.sock`);
  socket.end("show servers state\n");
  const lines = (await text(socket)).split("\n").filter((line) => /^\d+ l /.test(line));
  return {
    // The first server is checked at once.
    shown: lines.slice(1).map((line) => line.replace(/^((?:\S+ ){9})\d+/, "$1SINCE")),
    news: balancer
      .errors()
      .split("\n")
      .flatMap((line) => /config : (Server l\/.*)$/.exec(line)?.[1] ?? []),
  };
}
