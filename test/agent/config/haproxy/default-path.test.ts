import { expect, test } from "vitest";
import { parseHaproxyFiles } from "../../../../agent/config/haproxy/parse.ts";

/** Which paths a second file asks for, as it stands in `conf/site/b.cfg`. */
function asked(global: string): readonly string[] {
  const read: string[] = [];
  const sources = [
    { file: "conf/a.cfg", text: `global\n ${global}\n` },
    {
      file: "conf/site/b.cfg",
      text: "listen l\n mode http\n bind :1 ssl crt c.pem\n errorfile 503 e.http\n errorfile 500 /abs.http\n http-request deny if { path -f list }\n",
    },
  ];
  const readFile = (path: string) => {
    read.push(path);
    return "";
  };
  const { config } = parseHaproxyFiles(sources, { readFile, environment: {} });
  const needs = config.needs.filter(({ kind }) => kind === "error-file" || kind === "certificate");
  return [...needs.map(({ value }) => value), ...read];
}

test.each([
  ["default-path current", ["c.pem", "e.http", "/abs.http", "list"]],
  ["default-path config", ["conf/site/c.pem", "conf/site/e.http", "/abs.http", "conf/site/list"]],
  ["default-path parent", ["conf/site/../c.pem", "conf/site/../e.http", "/abs.http", "conf/site/../list"]],
  ["default-path origin /srv", ["/srv/c.pem", "/srv/e.http", "/abs.http", "/srv/list"]],
])("%s", (line, paths) => {
  expect(asked(line)).toEqual(paths);
});

test("unix-bind stands before the paths of bind, and a bind's own rights count more", () => {
  const text = `global
 unix-bind prefix /run/x- mode 600 group adm
listen l
 mode http
 bind unix@a.sock
 bind /b.sock mode 644
 bind abns@c
 bind :1
`;
  const { config } = parseHaproxyFiles([{ file: "h", text }]);
  expect(config.frontends[0]?.binds).toEqual([
    { host: "", port: 0, path: "/run/x-a.sock", socket: { mode: 0o600, group: "adm" } },
    { host: "", port: 0, path: "/run/x-/b.sock", socket: { mode: 0o644, group: "adm" } },
    { host: "", port: 0, path: "\0c", socket: { mode: 0o600, group: "adm" } },
    { host: "0.0.0.0", port: 1 },
  ]);
});
