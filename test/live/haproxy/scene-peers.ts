import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { answers, configOf } from "./balancer.ts";
import { raw, until } from "./client.ts";
import { startOrigin } from "./origin.ts";
import { original } from "./play.ts";

/** What the tables hold at every stage, without times: those of the program under test, and of HAProxy beside it. */
export interface PeersResult {
  readonly "learned at the start": readonly string[];
  readonly "told to HAProxy": readonly string[];
  readonly "told by HAProxy": readonly string[];
  readonly "handed over": readonly string[];
  readonly "taught to HAProxy": readonly string[];
  readonly ended: readonly (number | string | null)[];
}

const tables = ["p/text", "p/ip", "p/number", "p/v6", "app"];

function configFor(name: string, port: number): string {
  return `global
 stats socket ${process.cwd()}/${name}.sock level admin
${configOf(`peers p
 peer A 127.0.0.1:10000
 peer B 127.0.0.1:10001
 table text type string len 10 size 1k expire 5m store gpc0,http_req_rate(5m),gpt0,conn_cur,bytes_in_cnt
 table ip type ip size 1k store gpc(2),gpt(2),gpc_rate(2,5m)
 table number type integer size 1k expire 5m store gpc0
 table v6 type ipv6 size 1k store gpc0
listen app
 bind 127.0.0.1:${port}
 stick-table type string size 1k expire 5m peers p
 stick on hdr(u)
 http-request track-sc0 src table p/ip
 http-request sc-inc-gpc(1,0)
 server s1 127.0.0.1:9001
 server s2 127.0.0.1:9002
`)}`;
}

const ports = { A: 18_080, B: 18_081 } as const;
type Name = keyof typeof ports;

/** A is the program under test, B is HAProxy: they learn of each other, A is replaced, B is killed and starts anew. */
export async function scenePeers(program: string): Promise<PeersResult> {
  for (const port of [9001, 9002]) await startOrigin(port);
  const old = await start("B", original);
  await set("text", "abc", "data.gpc0 300 data.gpt0 7 data.http_req_rate 5 data.bytes_in_cnt 5000000000");
  for (let key = 0; key < 60; key++) await set("number", String(key), `data.gpc0 ${key * 1000}`);
  await set("v6", "2001:db8::1", "data.gpc0 9");
  for (const user of ["a", "b", "c"]) await visit("B", user);
  const first = await start("A", program);
  const learned = await wait("A", (lines) => lines.length > 70);
  for (const user of ["b", "d"]) await visit("A", user);
  const told = await wait("B", (lines) => lines.some((line) => line.includes("key=d ")));
  await visit("B", "e");
  const heard = await wait("A", (lines) => lines.some((line) => line.includes("key=e ")));
  const ended = once(first);
  const second = await start("A", program, ["-sf", String(first.pid)]);
  await ended;
  const handed = await wait("A", (lines) => lines.length >= heard.length);
  old.kill("SIGKILL");
  await once(old);
  const third = await start("B", original);
  const taught = await wait("B", (lines) => lines.length >= heard.length);
  for (const child of [second, third]) child.kill("SIGKILL");
  return {
    "learned at the start": learned,
    "told to HAProxy": told,
    "told by HAProxy": heard,
    "handed over": handed,
    "taught to HAProxy": taught,
    ended: [first.exitCode, first.signalCode],
  };

  function set(table: string, key: string, data: string): Promise<string> {
    return command("B", `set table p/${table} key ${key} ${data}`);
  }
}

async function start(name: Name, program: string, more: readonly string[] = []): Promise<ChildProcess> {
  writeFileSync(`${name}.cfg`, configFor(name, ports[name]));
  const child = spawn(program, ["-db", "-q", "-L", name, "-f", `${name}.cfg`, ...more], { stdio: "ignore" });
  await until(`${name} listens`, () => answers(ports[name]));
  await until(`${name} is the new one`, async () =>
    (await command(name, "show info")).includes(`Pid: ${child.pid}\n`),
  );
  return child;
}

async function once(child: ChildProcess): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (child.exitCode !== null || child.signalCode !== null) resolve();
  child.once("exit", () => resolve());
  await promise;
}

async function visit(name: Name, user: string): Promise<void> {
  const request = `GET / HTTP/1.1\r\nHost: x\r\nU: ${user}\r\nConnection: close\r\n\r\n`;
  await raw(ports[name], [request]);
}

async function wait(name: Name, check: (lines: readonly string[]) => boolean): Promise<readonly string[]> {
  let lines: readonly string[] = [];
  await until(`the tables of ${name}: ${lines.length}`, async () => {
    lines = await dump(name);
    return check(lines);
  });
  // What follows in the same moment.
  await until("they rest", async () => {
    const before = lines.join("\n");
    lines = await dump(name);
    return lines.join("\n") === before;
  });
  return lines;
}

async function dump(name: Name): Promise<readonly string[]> {
  const texts = [];
  for (const table of tables) texts.push(await command(name, `show table ${table}`));
  return texts.flatMap((text) =>
    text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.replace(/^0x\w+: /, "").replace(/exp=\d+ /, ""))
      .sort(),
  );
}

function command(name: Name, text: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let reply = "";
  const socket = connect(`${name}.sock`, () => socket.write(`${text}\n`));
  socket.on("data", (bytes) => {
    reply += bytes.toString("latin1");
  });
  socket.on("error", () => {});
  socket.once("close", () => resolve(reply));
  return promise;
}
