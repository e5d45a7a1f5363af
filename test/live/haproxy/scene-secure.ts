import { readFileSync } from "node:fs";
import { createServer as createHttps } from "node:https";
import { connect as connectPlain, createServer as createTcp } from "node:net";
import { configOf, startBalancer } from "./balancer.ts";
import { makeCertificate } from "./certificate.ts";
import { raw, until } from "./client.ts";
import { withoutTimes } from "./log-text.ts";

export interface SecureResult {
  /** What each section answers, and what its server saw. */
  readonly replies: Readonly<Record<string, readonly string[]>>;
  readonly log: readonly string[];
  /** What the checks of each server found. */
  readonly checks: readonly string[];
}

interface Case {
  readonly name: string;
  readonly server: string;
  readonly lines?: string;
  readonly hosts?: readonly string[];
}

/** 9443: a.test, TLS 1.2 and 1.3; 9444: asks for a certificate; 9445: plain; 9446: says nothing; 9447: only TLS 1.2. */
const cases: readonly Case[] = [
  { name: "unverified", server: "9443 ssl verify none", hosts: ["a.test", "a.test", "b.test"] },
  { name: "verified", server: "9443 ssl verify required ca-file a.crt" },
  { name: "by its name", server: "9443 ssl verify required ca-file a.crt verifyhost a.test" },
  { name: "by another name", server: "9443 ssl verify required ca-file a.crt verifyhost c.test" },
  { name: "signed by another", server: "9443 ssl verify required ca-file b.crt" },
  {
    name: "asked for by the host",
    server: "9443 ssl verify none sni req.hdr(host)",
    hosts: ["a.test", "b.test", "a.test"],
  },
  {
    name: "asked for, and verified",
    server: "9443 ssl verify required ca-file a.crt sni req.hdr(host)",
    hosts: ["a.test", "nope.test", "a.test"],
  },
  { name: "with our certificate", server: "9444 ssl verify none crt b.pem" },
  { name: "without a certificate", server: "9444 ssl verify none force-tlsv12" },
  { name: "no TLS there", server: "9445 ssl verify none" },
  { name: "nobody there", server: "9 ssl verify none" },
  { name: "silence", server: "9446 ssl verify none", lines: "timeout connect 300ms" },
  { name: "too old", server: "9447 ssl verify none force-tlsv13" },
  { name: "old", server: "9447 ssl verify none ssl-max-ver TLSv1.2 ciphers ECDHE-ECDSA-AES128-GCM-SHA256" },
  { name: "a protocol", server: "9443 ssl verify none alpn http/1.1" },
  { name: "a header before", server: "9448 ssl verify none send-proxy" },
  { name: "a chain of requests", server: "9443 ssl verify none no-ssl-reuse", hosts: ["a.test", "a.test"] },
];

const checked = [
  "9443 ssl verify none check",
  "9443 check check-ssl verify none",
  "9443 ssl verify required ca-file b.crt check",
  "9443 ssl verify required ca-file a.crt check check-sni a.test",
  "9443 ssl verify required ca-file a.crt check check-sni b.test",
  "9445 ssl verify none check",
  "9446 ssl verify none check",
  "9 ssl verify none check",
  "9443 ssl verify none check port 9445",
  "9447 ssl verify none force-tlsv13 check",
];

const firstPort = 18_100;

/** Servers that speak TLS, well and badly: the same answers, lines, and words of the checks. */
export async function sceneSecure(program: string): Promise<SecureResult> {
  makeCertificate("a", ["a.test"]);
  makeCertificate("b", ["b.test"]);
  startOrigins();
  const config = `global\n stats socket ${process.cwd()}/admin.sock level admin\n${configOf(
    cases.map(sectionOf).join("") + checkSections(),
  )}`;
  await using balancer = await startBalancer(program, config, firstPort);
  const replies: Record<string, readonly string[]> = {};
  for (const [at, { name, hosts = ["a.test"] }] of cases.entries())
    replies[name] = await ask(firstPort + at, hosts);
  const asked = cases.reduce((sum, { hosts = ["a.test"] }) => sum + hosts.length, 0);
  const lines = () => balancer.lines().filter((line) => line.includes("GET / HTTP/1.1"));
  await until("every request has its line", () => lines().length >= asked);
  let checks: readonly string[] = [];
  await until("every check has ended", async () => {
    checks = await checksOf();
    return (
      checks.length > 0 &&
      checks.every((check) => /^s\d,[^,]+,[A-Z]\w*[A-Z]/.test(check) && !check.includes(",INI"))
    );
  });
  return { replies, log: lines().map(withoutTimes), checks };
}

function sectionOf({ server, lines = "" }: Case, at: number): string {
  return `listen c${at}\n bind 127.0.0.1:${firstPort + at}\n retries 0\n ${lines}\n server s 127.0.0.1:${server}\n`;
}

function checkSections(): string {
  const tcp = checked
    .map((server, at) => ` server s${at} 127.0.0.1:${server} inter 200 fall 1 rise 1\n`)
    .join("");
  const times = " timeout check 300ms\n timeout connect 300ms\n";
  return `backend tcp\n${times}${tcp}backend http\n${times} option httpchk GET /\n${tcp}`;
}

function startOrigins(): void {
  const own = { cert: readFileSync("a.crt"), key: readFileSync("a.pem") };
  const seen = new WeakMap<object, number>();
  const serve = (port: number, more: object = {}) =>
    createHttps({ ...own, ...more }, (request, response) => {
      const socket = request.socket as import("node:tls").TLSSocket;
      const count = (seen.get(socket) ?? 0) + 1;
      seen.set(socket, count);
      const subject = socket.getPeerCertificate()?.subject?.CN ?? "-";
      const name = typeof socket.servername === "string" ? socket.servername : "-";
      const facts = [name, socket.getProtocol(), subject, socket.alpnProtocol || "-", `request ${count}`];
      response.setHeader("X-Seen", facts.join(" ")).end();
    }).listen(port, "127.0.0.1");
  serve(9443, { ALPNProtocols: ["http/1.1"] });
  serve(9444, { requestCert: true, rejectUnauthorized: true, ca: readFileSync("b.crt") });
  createTcp((socket) => socket.on("error", () => {}).once("data", () => socket.end("what?\n"))).listen(
    9445,
    "127.0.0.1",
  );
  createTcp((socket) => socket.on("error", () => {}).resume()).listen(9446, "127.0.0.1");
  serve(9447, { maxVersion: "TLSv1.2" });
  behindHeader(9448, 9443);
}

/** Takes the header of the PROXY protocol away and passes the rest on. */
function behindHeader(port: number, to: number): void {
  createTcp((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes: Buffer) => {
      const end = bytes.indexOf("\r\n");
      if (!bytes.toString("latin1").startsWith("PROXY TCP4 127.0.0.1 127.0.0.1 ")) socket.destroy();
      const on = connectPlain(to, "127.0.0.1");
      on.on("error", () => {});
      on.write(bytes.subarray(end + 2));
      socket.pipe(on).pipe(socket);
    });
  }).listen(port, "127.0.0.1");
}

async function ask(port: number, hosts: readonly string[]): Promise<readonly string[]> {
  const requests = hosts.map((host) => `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  const text = await raw(port, requests, { quietMs: 500 });
  return text
    .split(/(?=HTTP\/1\.1 )/)
    .map((reply) => `${reply.slice(9, 12)} ${/x-seen: ([^\r]*)/i.exec(reply)?.[1] ?? ""}`);
}

/** Status, word and text of the last check. */
async function checksOf(): Promise<readonly string[]> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = "";
  const socket = connectPlain("admin.sock", () => socket.write("show stat\n"));
  socket.on("data", (bytes) => {
    text += bytes;
  });
  socket.once("close", () => resolve(text));
  const [head = "", ...rows] = (await promise).split("\n");
  const names = head.replace("# ", "").split(",");
  const at = (name: string): number => names.indexOf(name);
  return rows
    .filter((row) => /^(tcp|http),s\d/.test(row))
    .map((row) => row.split(","))
    .map((row) =>
      ["svname", "status", "check_status", "check_code", "last_chk", "check_desc"]
        .map((name) => row[at(name)])
        .join(","),
    );
}
