import { readFileSync } from "node:fs";
import { makeCertificate } from "./certificate.ts";

/** Commands whose answers depend on nothing but what was asked before. */
const commands = [
  "set rate-limit",
  "set rate-limit connections global",
  "set rate-limit connections global -1",
  "set rate-limit sessions global 0",
  "set maxconn global 5000",
  "set maxconn frontend fe -1",
  "set maxconn frontend fe 150",
  "set maxconn server ops/o1 x",
  "set maxconn server ops/o1",
  "set maxconn server ops/o2 7",
  "set maxconn",
  "set server ops/o1",
  "set server ops/o1 agent up",
  "set server ops/o2 agent loud",
  "set server ops/o2 agent-addr",
  "set server ops/o2 agent-addr nope",
  "set server ops/o2 agent-addr 127.0.0.2",
  "set server ops/o2 agent-port x",
  "set server ops/o2 agent-port 99999",
  "set server ops/o2 agent-port 9",
  "set server ops/o2 agent-send hello",
  "set server ops/o1 agent-port 9",
  "set server ops/o1 check-port",
  "set server ops/o1 check-port x",
  "set server ops/o1 check-addr nope",
  "set server ops/o1 check-addr 127.0.0.1 port 9001",
  "set server ops/o2 check-addr 127.0.0.1",
  "set server ops/o1 fqdn x",
  "set server ops/o1 ssl on",
  "enable health ops/o2",
  "disable health ops/o2",
  "enable agent ops/o1",
  "disable agent ops/o2",
  "disable health ops/o1",
  "show servers state ops",
  "enable health ops/o1",
  "enable agent ops/o2",
  "disable frontend spare",
  "disable frontend spare",
  "enable frontend spare",
  "enable frontend spare",
  "shutdown frontend spare",
  "shutdown frontend spare",
  "enable frontend spare",
  "disable frontend spare",
  "shutdown frontend ops",
  "shutdown sessions server ops/o1",
  "shutdown sessions server",
  "shutdown session",
  "shutdown session 0x1",
  "show env SHELL_THAT_IS_NOT",
  "show errors nope",
  "show errors fe response",
  "set severity-output loud",
  "set severity-output number; set weight ops/o1 x; show version",
  "set timeout cli",
  "add server",
  "add server nope/x 127.0.0.1:9001",
  "add server ops/o1 127.0.0.1:9001",
  "add server ops/d1",
  "add server ops/d1 127.0.0.1:9001 cookie x",
  "add server ops/d1 127.0.0.1:9001 weight 20 check inter 300",
  "show servers state ops",
  "del server ops/d1; enable server ops/d1; del server ops/nope; del server",
  "enable health ops/d1; del server ops/d1",
  "disable server ops/d1; del server ops/d1",
  "show servers state ops",
  "user; show errors; show cli level",
  "clear counters all",
  "clear counters",
] as const;

type Ask = (command: string) => Promise<string>;

/** What the socket of both programs says to the same commands. */
export async function askOperations(ask: Ask): Promise<Readonly<Record<string, string>>> {
  const answers: Record<string, string> = {};
  for (const [at, command] of commands.entries())
    answers[`${at} ${command}`] = withoutChance(await ask(command));
  return answers;
}

/** A renewed certificate without a reload; `presented` tells which one a host gets. */
export async function askCertificates(
  ask: Ask,
  presented: (host: string) => Promise<string>,
): Promise<Readonly<Record<string, string>>> {
  makeCertificate("renewed", ["renewed.test"]);
  const [a, list] = [`${process.cwd()}/a.pem`, `${process.cwd()}/list.txt`];
  const fresh = `${process.cwd()}/fresh.pem`;
  const pem = readFileSync("renewed.pem", "utf8").trim();
  const certificate = readFileSync("renewed.crt", "utf8").trim();
  const other = readFileSync("b.pem", "utf8").trim();
  const answers: Record<string, string> = {};
  const steps: readonly (readonly [command: string, payload?: string])[] = [
    ["show ssl cert"],
    ["show ssl crt-list"],
    [`show ssl crt-list -n ${list}`],
    [`set ssl cert ${a}`],
    ["set ssl cert /nope", pem],
    [`set ssl cert ${a}`, "no certificate"],
    [`commit ssl cert ${a}`],
    [`abort ssl cert ${a}`],
    [`set ssl cert ${a}`, certificate],
    [`commit ssl cert ${a}`],
    ["show ssl cert"],
    ["abort ssl cert /nope"],
    [`abort ssl cert ${a}`],
    [`set ssl cert ${a}`, `${certificate}\n${other.slice(other.indexOf("-----BEGIN PRIVATE"))}`],
    [`commit ssl cert ${a}`],
    [`abort ssl cert ${a}`],
    [`set ssl cert ${a}`, pem],
    [`commit ssl cert ${a}`],
    [`show ssl cert ${a}`],
    [`new ssl cert ${fresh}`],
    [`new ssl cert ${fresh}`],
    [`show ssl cert ${fresh}`],
    [`set ssl cert ${fresh}`, other],
    [`commit ssl cert ${fresh}`],
    [`add ssl crt-list ${list} /nope`],
    [`add ssl crt-list ${list} ${fresh}`],
    [`add ssl crt-list ${list}`, `${fresh} *.more.test`],
    [`del ssl crt-list ${list} ${fresh}`],
    [`del ssl crt-list ${list} ${fresh}:2`],
    [`show ssl crt-list -n ${list}`],
    [`del ssl cert ${fresh}`],
    ["del ssl cert /nope"],
  ];
  for (const [at, [command, payload]] of steps.entries()) {
    const text = await ask(payload === undefined ? command : `${command} <<\n${payload}\n`);
    answers[`${at} ${command.replaceAll(process.cwd(), "")}`] = text
      .replaceAll(process.cwd(), "")
      .replace(/(Serial|not\w+|SHA1 FingerPrint): .*/g, "$1");
  }
  for (const host of ["a.test", "renewed.test", "x.more.test"])
    answers[`presented to ${host}`] = await presented(host);
  return answers;
}

/** Dates, seconds, the state of checks that go on meanwhile, and the package's version. */
function withoutChance(text: string): string {
  return text
    .replace(/\[\d+\/\w+\/\d+:[\d:.]+\]/g, "[DATE]")
    .replace(/2\.6\.12\S*/g, "VERSION")
    .replace(/^(\d+ ops \d+ \S+ \S+ \d+ \d+ \d+ \d+) \d+ (\d+) (\d+) \d+ /gm, "$1 N $2 $3 N ");
}
