import { createServer } from "node:http";
import { connect, createServer as createTcpServer } from "node:net";
import { configOf, startBalancer } from "./balancer.ts";
import { raw, until } from "./client.ts";

export interface StickResult {
  /** Which server each request of a case got: `1`, `2`, `3`, or the status. */
  readonly taken: Readonly<Record<string, string>>;
  /** What the tables hold afterwards. */
  readonly tables: Readonly<Record<string, readonly string[]>>;
}

interface Case {
  readonly name: string;
  readonly lines: string;
  /** Targets, or target and headers. */
  readonly requests: readonly string[];
}

const byUser = "stick-table type string len 20 size 1k expire 1h";

/** Servers s1 to s3 are there, s4 is down. `/set?v=x` answers with `X-User: x` and a cookie. */
const cases: readonly Case[] = [
  {
    name: "on",
    lines: `${byUser}\n stick on hdr(u)`,
    requests: ["/ u=a", "/ u=b", "/ u=a", "/ u=c", "/ u=b", "/", "/ u=a"],
  },
  {
    name: "match and store apart",
    lines: `${byUser}\n stick match hdr(u)\n stick store-request hdr(w)`,
    requests: ["/ w=a", "/ w=b", "/ u=a", "/ u=b w=c", "/ u=c", "/ u=nobody"],
  },
  {
    name: "store-response",
    lines: `${byUser}\n stick match hdr(u)\n stick store-response res.hdr(x-user)\n http-response deny if { res.hdr(x-user) bad }\n http-response del-header x-user`,
    requests: ["/", "/set?v=a", "/set?v=b", "/ u=a", "/ u=b", "/", "/set?v=bad", "/ u=bad", "/ u=a"],
  },
  {
    name: "by address and number",
    lines: `${byUser} srvkey addr\n stick on hdr(u)\n default-server id 7`.replace(
      "\n default-server id 7",
      "",
    ),
    requests: ["/ u=a", "/ u=b", "/ u=a", "/ u=b"],
  },
  {
    name: "two keys, the first of a table that there is",
    lines: `${byUser}\n stick store-request hdr(u)\n stick store-request hdr(w)\n stick match hdr(w)\n stick match hdr(u)`,
    requests: ["/ u=a w=b", "/ w=c", "/ w=b", "/ u=a", "/ w=c u=a", "/ u=c w=a"],
  },
  {
    name: "conditions",
    lines: `${byUser}\n stick on hdr(u) if { path /on }\n stick match hdr(u) unless { path_beg /no }`,
    requests: ["/ u=a", "/on u=a", "/ u=a", "/no u=a", "/no u=a", "/ u=a", "/on u=b"],
  },
  {
    name: "beside a cookie",
    lines: `${byUser}\n cookie S insert\n stick on hdr(u)`,
    requests: ["/ u=a", "/ u=a cookie=S=c3", "/ u=a", "/ u=b cookie=S=c2", "/ u=b", "/ cookie=S=c1 u=b"],
  },
  {
    name: "persistence ignored",
    lines: `${byUser}\n ignore-persist if { path /i }\n stick on hdr(u)`,
    requests: ["/ u=a", "/ u=b", "/i u=a", "/i u=a", "/ u=a", "/ u=b"],
  },
  {
    name: "persistence ignored with a cookie",
    lines: `${byUser}\n cookie S insert\n ignore-persist if { path /i }\n stick on hdr(u)`,
    requests: ["/ u=a", "/i u=a cookie=S=c3", "/i cookie=S=c3", "/ cookie=S=c3 u=a", "/ u=a"],
  },
  {
    name: "use-server",
    lines: `${byUser}\n use-server s3 if { path /3 }\n use-server s4 if { path /4 }\n stick on hdr(u)`,
    requests: ["/ u=a", "/3 u=a", "/ u=a", "/4 u=a", "/ u=a"],
  },
  {
    name: "who is not to be remembered",
    lines: `${byUser}\n stick on hdr(u)\n default-server non-stick`,
    requests: ["/ u=a", "/ u=a", "/ u=a"],
  },
  {
    name: "a server that is down",
    lines: `${byUser}\n use-server s4 if { path /4 }\n stick on hdr(u)\n option redispatch`,
    requests: ["/ u=a", "DOWN", "/ u=d", "/ u=d", "/ u=a"],
  },
  {
    name: "a server that is down, for whoever insists",
    lines: `${byUser}\n option persist\n stick on hdr(u)\n retries 0`,
    requests: ["DOWN", "/ u=d", "/ u=d"],
  },
  {
    name: "a server that is down, by force",
    lines: `${byUser}\n force-persist if { path /f }\n stick on hdr(u)\n retries 0`,
    requests: ["DOWN", "/f u=d", "/ u=d", "/f u=d"],
  },
  {
    name: "force and ignore, the first counts",
    lines: `${byUser}\n force-persist if { path /f }\n ignore-persist if { path_beg /f }\n cookie S insert\n retries 0`,
    requests: ["/f cookie=S=c4", "/f2 cookie=S=c3", "/f2 cookie=S=c4", "/f cookie=S=c3"],
  },
  {
    name: "a cookie made of the address",
    lines: `${byUser}\n dynamic-cookie-key secret\n cookie S insert dynamic\n default-server no-backup\n server s5 127.0.0.1:9001\n server s6 127.0.0.1:9002`,
    requests: ["/", "/", "/", "/", "/", "/ cookie=S=6b8aa756c025fe80", "/ cookie=S=c3"],
  },
  {
    name: "sent elsewhere",
    lines: `${byUser}\n default-server redir http://other.test/y`,
    requests: ["/p?q", "/"],
  },
  {
    name: "from another address",
    lines: `${byUser}\n source 127.0.0.7\n default-server source 127.0.0.8`,
    requests: ["/", "/"],
  },
  {
    name: "from another address, for all servers",
    lines: `${byUser}\n source 127.0.0.7`,
    requests: ["/", "/"],
  },
  {
    name: "numbers",
    lines: "stick-table type integer size 1k\n stick on hdr(u)",
    requests: ["/ u=12", "/ u=7", "/ u=12x", "/ u=zwei", "/ u=0", "/ u=12"],
  },
];

const firstPort = 18_100;
const tcpPort = 18_200;

/** Plays every case against servers that say their names, then looks into the tables. */
export async function sceneStick(program: string): Promise<StickResult> {
  for (const number of [1, 2, 3]) await startServer(number);
  const config = `global\n stats socket ${process.cwd()}/admin.sock level admin\n${configOf(
    `${cases.map(sectionOf).join("")}${tcpSection}`,
  )}`;
  await using balancer = await startBalancer(program, config, firstPort);
  const gone = cases.length;
  await until("the fourth servers are down", () => {
    return balancer.lines().filter((line) => line.includes("s4 is DOWN")).length >= gone;
  });
  const taken: Record<string, string> = {};
  const tables: Record<string, readonly string[]> = {};
  for (const [at, one] of cases.entries()) {
    let seen = "";
    for (const request of one.requests) seen += await ask(at, request);
    taken[one.name] = seen;
    tables[one.name] = await tableOf(`c${at}`);
  }
  let seen = "";
  for (const from of ["127.0.0.1", "127.0.0.2", "127.0.0.1", "127.0.0.3", "127.0.0.2"])
    seen += await askTcp(from);
  taken.tcp = seen;
  tables.tcp = await tableOf("tcp");
  return { taken, tables };
}

async function startServer(number: number): Promise<void> {
  const server = createServer((request, response) => {
    const user = /v=(\w+)/.exec(request.url ?? "")?.[1];
    if (user !== undefined) response.setHeader("X-User", user);
    response.setHeader("From", request.socket.remoteAddress ?? "");
    response.setHeader("Server-Is", number).end();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(9000 + number, "127.0.0.1", resolve);
  await promise;
  const plain = createTcpServer((socket) => socket.end(String(number)));
  plain.listen(9100 + number, "127.0.0.1");
}

function sectionOf({ lines }: Case, at: number): string {
  const servers = [1, 2, 3].map(
    (number) => ` server s${number} 127.0.0.1:${9000 + number} cookie c${number}\n`,
  );
  const down = " server s4 127.0.0.1:9 cookie c4 check inter 100 fall 1 weight 0\n";
  return `listen c${at}\n bind 127.0.0.1:${firstPort + at}\n ${lines}\n${servers.join("")}${down}`;
}

const tcpSection = `listen tcp
 mode tcp
 bind 127.0.0.1:${tcpPort}
 stick-table type ip size 1k
 stick on src
 server s1 127.0.0.1:9101
 server s2 127.0.0.1:9102 id 20
 server s3 127.0.0.1:9103
`;

/** `DOWN`: the table is told that the key `d` belongs to the server that is down. */
async function ask(at: number, request: string): Promise<string> {
  if (request === "DOWN") {
    await command(`set table c${at} key d data.server_id 4`);
    return "";
  }
  const [target, ...fields] = request.split(" ");
  const headers = fields.map((field) => `${field.replace("=", ": ")}\r\n`).join("");
  const reply = await raw(firstPort + at, [
    `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`,
  ]);
  const server = /server-is: (\d)/i.exec(reply)?.[1] ?? `(${/ (\d+)/.exec(reply)?.[1] ?? "-"})`;
  const from = /from: 127\.0\.0\.([2-9])/i.exec(reply)?.[1];
  const cookie = /set-cookie: ([^;\r]*)/i.exec(reply)?.[1];
  const location = /location: ([^\r]*)/i.exec(reply)?.[1] ?? "";
  return (
    server + location + (from === undefined ? "" : `@${from}`) + (cookie === undefined ? "" : `!${cookie} `)
  );
}

function askTcp(from: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = connect({ port: tcpPort, host: "127.0.0.1", localAddress: from });
  socket.once("data", (bytes) => {
    resolve(bytes.toString());
    socket.destroy();
  });
  return promise;
}

/** Without places in memory and times. */
async function tableOf(name: string): Promise<readonly string[]> {
  const lines = (await command(`show table ${name}`)).split("\n").filter((line) => line !== "");
  return lines.map((line) => line.replace(/^0x\w+: /, "").replace(/exp=\d+ /, "")).sort();
}

function command(text: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let reply = "";
  const socket = connect("admin.sock", () => socket.write(`${text}\n`));
  socket.on("data", (bytes) => {
    reply += bytes.toString("latin1");
  });
  socket.once("close", () => resolve(reply));
  return promise;
}
