import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { configOf } from "./balancer.ts";
import { makeCertificate } from "./certificate.ts";

const binds = [
  "ssl crt a.pem",
  "ssl crt none.pem",
  "ssl crt nokey.pem",
  "ssl crt mismatch.pem",
  "ssl crt garbage.pem",
  "ssl crt folder",
  "ssl crt empty",
  "ssl crt a.pem ciphers garbage",
  "ssl crt a.pem alpn http/1.1 strict-sni no-tls-tickets verify none",
  "crt a.pem",
  "ssl crt a.pem ca-file a.crt verify required",
  "ssl crt a.pem ca-file none.crt verify optional",
  "ssl crt a.pem ca-file garbage.pem verify optional",
  "ssl crt a.pem verify required",
  "ssl crt-list list",
  "ssl crt-list none.list",
  "ssl crt-list empty.list",
];

/** Exit code and standard output of `haproxy -c` for `bind` lines whose certificates have to be read. */
export async function sceneVerdict(program: string): Promise<Readonly<Record<string, string>>> {
  makeCertificate("a", ["a.test"]);
  makeCertificate("b", ["b.test"]);
  const [a, b] = ["a", "b"].map((name) => readFileSync(`${name}.crt`, "utf8"));
  writeFileSync("nokey.pem", String(a));
  writeFileSync("mismatch.pem", readFileSync("a.pem", "utf8").replace(String(a), String(b)));
  writeFileSync("garbage.pem", "garbage\n");
  writeFileSync("list", "# names\n\na.pem !*\na.pem *.a.test !x.a.test # why\n");
  writeFileSync("empty.list", "# nothing\n");
  mkdirSync("empty");
  mkdirSync("folder");
  writeFileSync("folder/a.pem", readFileSync("a.pem"));
  writeFileSync("folder/z.key", "not looked at\n");
  const texts = [...binds.map((words) => configOf(`listen l\n bind :1 ${words}\n server s 127.0.0.1:1\n`))];
  return Object.fromEntries(texts.map((text) => [text.replace(configOf(""), ""), verdict(program, text)]));
}

function verdict(program: string, text: string): string {
  writeFileSync("test.cfg", text);
  const { status, stdout } = spawnSync(program, ["-c", "-f", "test.cfg"], { encoding: "utf8" });
  return `${status} ${stdout}`;
}
