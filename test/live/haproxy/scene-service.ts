import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { configOf, startBalancer } from "./balancer.ts";
import { makeCertificate } from "./certificate.ts";
import { raw, until } from "./client.ts";
import { startOrigin } from "./origin.ts";
import { askCertificates, askOperations } from "./socket-case.ts";

export interface ServiceResult {
  /** Which certificate a host name gets, and the reply behind it. */
  readonly tls: Readonly<Record<string, string>>;
  readonly redirect: string;
  /** Heads of replies about the page. */
  readonly page: Readonly<Record<string, string>>;
  /** What the socket said, without times. */
  readonly socket: Readonly<Record<string, string>>;
  readonly operations: Readonly<Record<string, string>>;
  readonly certificates: Readonly<Record<string, string>>;
  /** Rows of the table: what is equal however long things took. */
  readonly table: readonly string[];
  readonly columns: string;
  readonly lines: readonly string[];
  /** Milliseconds that a request took beside handshakes that do not end. */
  readonly besideSlow: boolean;
}

const config = `global
 stats socket admin.sock mode 660 level admin
 stats socket user.sock level user
 stats timeout 2s
 maxconn 200
${configOf(`frontend fe
 bind 127.0.0.1:18080
 bind 127.0.0.1:18443 ssl crt HERE/a.pem crt HERE/b.pem alpn http/1.1
 bind 127.0.0.1:18444 ssl crt-list HERE/list.txt
 redirect scheme https code 301 if !{ ssl_fc }
 default_backend be
frontend spare
 bind 127.0.0.1:18405
 default_backend ops
backend ops
 server o1 127.0.0.1:9001 check inter 200
 server o2 127.0.0.1:9002 agent-check agent-port 9003 agent-inter 900ms
 server o3 127.0.0.1:9003 disabled
listen stats
 bind 127.0.0.1:18404
 stats enable
 stats uri /stats
 stats auth admin:secret
 stats refresh 10s
 stats admin if LOCALHOST
backend be
 option httpchk GET /health
 server s1 127.0.0.1:9001 check inter 200
 server s2 127.0.0.1:9002 weight 3
`)}`;

/** TLS, statistics page and statistics socket, as a student, a script and an attacker use them. */
export async function sceneService(program: string): Promise<ServiceResult> {
  makeCertificate("a", ["a.test", "*.wild.test"]);
  makeCertificate("b", ["b.test"]);
  for (const port of [9001, 9002]) await startOrigin(port);
  // A path that is not absolute is read as an address.
  const here = config
    .replaceAll(/socket (\w+\.sock)/g, `socket ${process.cwd()}/$1`)
    .replaceAll("HERE", process.cwd());
  writeFileSync("list.txt", `${process.cwd()}/b.pem *.listed.test !not.listed.test\n`);
  await using balancer = await startBalancer(program, here, 18080);
  await until("four checks", async () => (await ask("show stat be 4 1")).includes(",UP,"));
  const tls: Record<string, string> = {};
  for (const host of ["a.test", "x.wild.test", "b.test", "nobody.test"]) tls[host] = await secure(host);
  const redirect = await raw(18080, ["GET /a?b HTTP/1.1\r\nHost: site.test\r\nConnection: close\r\n\r\n"]);
  const page = await askPage();
  const table = (await ask("show stat")).split("\n");
  const besideSlow = await slowHandshakes();
  const socket = await askSocket();
  const certificates = await askCertificates(ask, presented);
  const operations = await askOperations(ask);
  return {
    tls,
    redirect,
    page,
    socket,
    certificates,
    operations,
    columns: table[0] ?? "",
    table: table
      .slice(1)
      .filter((line) => line !== "")
      .map(stable),
    lines: balancer
      .lines()
      .filter((line) => /~ |<STATS>|handshake/.test(line))
      .map(withoutTimes),
    besideSlow,
  };
}

const basic = `Authorization: Basic ${btoa("admin:secret")}\r\n`;

async function askPage(): Promise<Readonly<Record<string, string>>> {
  const form = "s=s1&action=drain&b=be";
  const post = (auth: string, body: string): string =>
    `POST /stats HTTP/1.1\r\nHost: x\r\n${auth}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
  const get = (target: string, auth: string): string =>
    `GET ${target} HTTP/1.1\r\nHost: x\r\n${auth}Connection: close\r\n\r\n`;
  const requests: Readonly<Record<string, string>> = {
    "without a password": get("/stats", ""),
    "with a wrong one": get("/stats", `Authorization: Basic ${btoa("admin:secre")}\r\n`),
    "with the right one": get("/stats", basic),
    "the table": get("/stats;csv;norefresh", basic),
    elsewhere: get("/other", basic),
    "another case": get("/STATS", basic),
    "a path that climbs": get("/../stats", basic),
    PUT: get("/stats", basic).replace("GET", "PUT"),
    "a form without a password": post("", form),
    "a form": post(basic, form),
    "a form that undoes it": post(basic, form.replace("drain", "ready")),
    "a form for nobody": post(basic, form.replace("b=be", "b=nobody")),
    "a form of 20 kB": post(basic, `${form}&${"x".repeat(20_000)}`),
  };
  const replies: Record<string, string> = {};
  for (const [name, text] of Object.entries(requests)) {
    const reply = await raw(18404, [text]);
    // The status, and where it leads.
    const location = /^location: .*$/im.exec(reply)?.[0].toLowerCase() ?? "";
    const state = (await ask("show servers state be")).split("\n")[2]?.split(" ").slice(5, 7).join("/");
    replies[name] = `${reply.slice(9, 12)} ${location.trim()} s1 ${state}`;
  }
  return replies;
}

async function askSocket(): Promise<Readonly<Record<string, string>>> {
  const answers: Record<string, string> = {};
  const commands = [
    "show backend",
    "disable server be/s1; show servers state be",
    "enable server be/s1; show servers state be",
    "set server be/s1 state drain; show servers state be",
    "set server be/s1 state ready; show servers state be",
    "set server be/s2 health down; show servers state be",
    "set server be/s2 health up; show servers state be",
    "set weight be/s1 10; get weight be/s1; get weight be/s2",
    "set weight be/s1 300",
    "set server be/nobody state drain",
    "set server be/s1 state nonsense",
    "disable frontend fe; enable frontend fe; enable frontend fe",
    "show servers state nobody",
    "show cli level",
  ];
  for (const command of commands) answers[command] = withoutSeconds(await ask(command));
  answers["as a user"] = withoutSeconds(await ask("disable server be/s1; show cli level", "user.sock"));
  answers.prompt = await ask("prompt\nget weight be/s2\nquit");
  answers["a line of a megabyte"] = String((await ask(`show ${"x".repeat(1_000_000)}`)).length < 2000);
  answers["still there"] = await ask("show cli level");
  return answers;
}

/** Fifty clients begin a handshake and say no more: another's request comes through at once, and they are ended. */
async function slowHandshakes(): Promise<boolean> {
  const slow = Array.from({ length: 50 }, () => {
    const socket = connect(18443, "127.0.0.1", () => socket.write("\x16\x03\x01\x02\x00", "latin1"));
    socket.on("error", () => {});
    socket.resume();
    return socket;
  });
  await sleep(100);
  const served = (await secure("b.test")).includes("200");
  await until("they are ended", () => slow.every((socket) => socket.closed || socket.readableEnded));
  return served;
}

function secure(servername: string, port = 18443): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let reply = "";
  const socket = connectTls(
    { port, servername, rejectUnauthorized: false, ALPNProtocols: ["h2", "http/1.1"] },
    () => {
      const name = `${socket.getPeerCertificate().subject.CN} ${socket.getProtocol()} ${socket.alpnProtocol}`;
      socket.end(`GET / HTTP/1.1\r\nHost: ${servername}\r\nConnection: close\r\n\r\n`);
      socket.on("data", (bytes) => {
        reply += bytes.toString("latin1");
      });
      socket.once("end", () => resolve(`${name} ${reply.slice(9, 12)}`));
    },
  );
  socket.once("error", reject);
  return promise;
}

/** Of the `bind` with a list for what the list is for, of the other one for the rest. */
function presented(servername: string): Promise<string> {
  return secure(servername, servername.includes("more") ? 18444 : 18443);
}

function ask(command: string, path = "admin.sock"): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = "";
  const socket = connect(path, () => socket.write(`${command}\n`));
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
  });
  socket.on("error", () => {});
  socket.once("close", () => resolve(text));
  return promise;
}

/** In `show servers state` the tenth value counts seconds; checks go on meanwhile. */
function withoutSeconds(text: string): string {
  return text.replace(/^(\d+ be \d+ \S+ \S+ \d+ \d+ \d+ \d+) \d+ (\d+) (\d+) \d+ /gm, "$1 N $2 $3 N ");
}

/** Limits of the machine, times, rates, and what only HTTP/1's own counters of the original tell. */
const unstable = new Set(
  "slim lastchg downtime rate rate_max req_rate req_rate_max check_status check_duration check_health lastsess qtime ctime rtime ttime conn_rate conn_rate_max qtime_max ctime_max rtime_max ttime_max srv_icur idle_conn_cur safe_conn_cur used_conn_cur need_conn_est smax scur ssl_sess ssl_reused_sess ssl_failed_handshake bout hrsp_4xx status connect reuse".split(
    " ",
  ),
);

function stable(line: string, _at: number, _lines: readonly string[]): string {
  const values = line.split(",");
  return columnNames.flatMap((name, at) => (unstable.has(name) ? [] : [`${name}=${values[at]}`])).join(" ");
}

const columnNames =
  "pxname svname qcur qmax scur smax slim stot bin bout dreq dresp ereq econ eresp wretr wredis status weight act bck chkfail chkdown lastchg downtime qlimit pid iid sid throttle lbtot tracked type rate rate_lim rate_max check_status check_code check_duration hrsp_1xx hrsp_2xx hrsp_3xx hrsp_4xx hrsp_5xx hrsp_other".split(
    " ",
  );

function withoutTimes(line: string): string {
  return line
    .replace(/^127\.0\.0\.1:\d+ \[[^\]]*\]/, "CLIENT [DATE]")
    .replace(/ (-?\d+(?:\/-?\d+)+) (\d+) (\d+) /, " TIMES $2 BYTES ")
    .replace(/(\d+\/){4}(\+?\d+) /, "COUNTS/$2 ");
}
