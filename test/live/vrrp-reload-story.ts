import { virtualAddress } from "./vrrp-net.ts";
import { type Fault, file, type Story, shell, start } from "./vrrp-story.ts";

/** The file of this node with this changed (sed(1)), read again. */
const reread = (index: 0 | 1, ...changes: readonly string[]): Fault =>
  shell(
    index,
    `sed -i -e '' ${changes.map((change) => `-e '${change}'`).join(" ")} /run/own.conf && kill -HUP $(cat /run/keepalived.pid)`,
  );
/** At once: the original drops what has other addresses than its own. */
const rereadBoth =
  (...changes: readonly string[]): Fault =>
  (stage) =>
    Promise.all(([0, 1] as const).map((index) => reread(index, ...changes)(stage)));
const address = `${virtualAddress}\\/24`;
const second = "192.168.1.101\\/24";

/** A file is read again while the daemon runs. */
export const reloadStories: readonly Story[] = [
  {
    name: "SIGHUP: another name, then another priority",
    files: [file(200), file(100)],
    faults: [start(1), start(0), reread(0, "s/VI_1/VI_2/"), reread(0, "s/priority 200/priority 50/")],
  },
  {
    name: "SIGHUP: another version on both nodes, another state, a startup delay",
    files: [file(200), file(100)],
    faults: [
      start(1),
      start(0),
      rereadBoth("s/version 3/version 2/", "s/advert_int .*/advert_int 1/"),
      reread(0, "s/state BACKUP/state MASTER/", "s/script_user root/&\\n vrrp_startup_delay 2/"),
    ],
  },
  {
    name: "SIGHUP: addresses come and go",
    files: [file(200), file(100)],
    faults: [
      start(1),
      start(0),
      rereadBoth(`s/${address}/&\\n ${second}/`),
      rereadBoth(`/${address}/d`),
      rereadBoth("s/101\\/24/101\\/32/"),
    ],
  },
  {
    name: "SIGHUP: another router id",
    files: [file(200), file(100)],
    faults: [start(1), start(0), reread(0, "s/router_id 51/router_id 52/")],
    anyOrder: true,
  },
  {
    name: "SIGHUP: use_vmac comes and goes",
    files: [file(200), file(100)],
    faults: [start(1), start(0), reread(0, "s/interface eth0/&\\n use_vmac/"), reread(0, "/use_vmac/d")],
    anyOrder: true,
  },
  {
    name: "SIGHUP: the files of include and includea are gone",
    files: [file(200, "", "include /run/part.conf\nincludea /run/part.conf"), file(100)],
    faults: [shell(0, "touch /run/part.conf"), start(1), start(0), shell(0, "rm /run/part.conf"), reread(0)],
  },
];
