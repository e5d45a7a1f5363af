import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { StartedNode } from "../../../lab/runtime/runtime.ts";
import { makeCertificate } from "../../../lab/standing/certificate.ts";
import { type Block, blocks, soundText } from "../../documents/block.ts";
import { run, until } from "../netns-run.ts";

/** Runs a program of this machine in the client's network. */
export type InClientsNetwork = (
  ...argv: readonly string[]
) => Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;

const address = "192.168.1.100";
/** What a server says to the client of the lab. */
const page = "echo over 1.1 for 192.168.1.5";
/** Without Debian's script around it, which reads files that nodes do not have. */
const browser = "/usr/lib/chromium/chromium";
/** Of the servers, beside the one that they have. */
const port = "8081";
/** Inside the balancer. */
const folder = "/run/visited";
const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

/**
 * The balancer goes on with the whole haproxy.cfg of module 16, TLS and redirect included, and with one port more that
 * offers HTTP/2; servers of our own say WebSocket messages again.
 */
export async function receiveVisitors(
  balancer: StartedNode | undefined,
  servers: readonly (StartedNode | undefined)[],
): Promise<void> {
  const echo = read("echo-origin.js");
  for (const server of servers) {
    const { stdout, stderr } = (await server?.spawn(["node", "--eval", echo, port])) ?? {};
    stderr?.resume();
    await new Promise((resolve) => stdout?.once("data", resolve));
  }
  const block = blocks.find(({ document, number }) => document === "module" && number === 3);
  const file = soundText(block as Block)
    .replace("/etc/haproxy/certs", folder)
    .replaceAll(":8080", `:${port}`);
  const text = file.replace(/^( *)(bind \*):443 (.*)$/m, "$&\n$1$2:8443 $3 alpn h2,http/1.1");
  for (const [name, content] of [
    ["haproxy.cfg", text],
    ["site.pem", await certificate()],
  ])
    await run(balancer, "sh", "-c", `mkdir -p ${folder} && cat >${folder}/${name} <<'EOF'\n${content}EOF`);
  const again = `haproxy -D -f ${folder}/haproxy.cfg -sf $(pidof haproxy)`;
  const { code, stderr } = await run(balancer, "sh", "-c", again);
  if (code !== 0) throw new Error(stderr);
}

async function certificate(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "bascule-visit-"));
  try {
    await makeCertificate(made, { addresses: [address], hosts: [] });
    return readFileSync(join(made, "certs/site.pem"), "utf8");
  } finally {
    await rm(made, { recursive: true });
  }
}

/** curl, a browser, wrk, a WebSocket client and clients of HTTP/2 get through, by the virtual address. */
export async function expectAllThrough(visit: InClientsNetwork): Promise<void> {
  await curlGetsThrough(visit);
  await ownClientsGetThrough(visit);
  for (const url of [`http://${address}/`, `https://${address}/`]) {
    const { stdout } = await visit("wrk", "--threads", "1", "--connections", "8", "--duration", "1s", url);
    expect(Number(/(\d+) requests in/.exec(stdout)?.[1]), stdout).toBeGreaterThan(50);
    expect(stdout).not.toMatch(/Socket errors|Non-2xx/);
  }
  const profile = await mkdtemp(join(tmpdir(), "bascule-browser-"));
  try {
    const flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", `--user-data-dir=${profile}`];
    const words = ["--headless", ...flags, "--ignore-certificate-errors", "--dump-dom", `http://${address}/`];
    const { stdout, stderr } = await visit("timeout", "30", browser, ...words);
    expect(stdout, stderr).toContain(page);
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

async function curlGetsThrough(visit: InClientsNetwork): Promise<void> {
  const curl = async (...words: readonly string[]) =>
    (await visit("curl", "--silent", "--insecure", "--max-time", "5", ...words)).stdout;
  const shown = ["--output", "/dev/null", "--write-out", "%{http_code} %{http_version} %{num_redirects}"];
  // The new process has checked its servers.
  await until(async () => ((await curl(`https://${address}:8443/`)).startsWith("echo") ? true : undefined));
  expect(await curl("--location", ...shown, `http://${address}/a?b=c`)).toBe("200 1.1 1");
  // The file as printed offers no HTTP/2, and curl gets along.
  expect(await curl("--http2", ...shown, `https://${address}/`)).toBe("200 1.1 0");
  const body = "x".repeat(50_000);
  expect(await curl("--http2", "--data", body, ...shown, `https://${address}:8443/`)).toBe("200 2 0");
}

async function ownClientsGetThrough(visit: InClientsNetwork): Promise<void> {
  const trusting = ["timeout", "20", "env", "NODE_TLS_REJECT_UNAUTHORIZED=0"];
  const node = [process.execPath, "--no-warnings", "--eval", read("client.js")];
  const { code, stdout, stderr } = await visit(...trusting, ...node, address);
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    socket: { code: 1000, echoed: true },
    streams: Array.from({ length: 10 }, () => `200 ${page}`),
  });
}
