import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { runtimes } from "../../lab/runtime/index.ts";
import type { LabPlan } from "../../lab/runtime/runtime.ts";
import { stacks } from "../../lab/stack/index.ts";
import { type Block, blocks, nameOf, printedText, soundText } from "../documents/block.ts";
import { CourseFiles } from "./course/files.ts";
import { oneLine } from "./course/stage.ts";
import { describeLive, liveTest } from "./live.ts";
import { run } from "./netns-run.ts";

/** A configuration as printed, or as repaired, or with a line as a sentence writes it. */
interface Case {
  readonly name: string;
  readonly program: "keepalived" | "haproxy";
  readonly text: string;
}

interface Verdict {
  readonly name: string;
  readonly program: string;
  readonly exit: number;
  /** What `haproxy -c` says on its standard output; `keepalived -t` says nothing there. */
  readonly said: string;
  readonly complaints: string;
}

const cases = [...blocks.flatMap(casesOf), inOneLine(), noCertificate(), rulesBelow()];

function casesOf(block: Block): readonly Case[] {
  const { program, repairs } = block;
  if (program === "notify script") return [];
  const printed = { name: `${nameOf(block)} printed`, program, text: printedText(block) };
  const repaired = { name: `${nameOf(block)} repaired`, program, text: soundText(block) };
  return repairs.length === 0 ? [printed] : [printed, repaired];
}

/** The annexe explains `virtual_ipaddress { 192.168.1.100 }` in one line and prints it in three. */
function inOneLine(): Case {
  const [block] = blocks;
  return {
    name: "annexe-1 as its sentence writes it",
    program: "keepalived",
    text: oneLine(printedText(block as Block)),
  };
}

function noCertificate(): Case {
  const block = blocks.find(({ document, number }) => document === "module" && number === 3);
  const text = printedText(block as Block).replace("certs/site.pem", "certs/absent.pem");
  return { name: "module-3 without its certificate", program: "haproxy", text };
}

/** A good break-and-repair: with the rules one section further down the file loads, and nobody gets the page. */
function rulesBelow(): Case {
  const rules = "acl is_stats path_beg -i /stats\nuse_backend stats_backend if is_stats\n";
  const block = blocks.find(({ document, number }) => document === "bts" && number === 12);
  const text = soundText(block as Block)
    .replace(rules, "")
    .replace("backend http_back\n    balance", `backend http_back\n${rules}    balance`);
  return { name: "bts-12 with its rules below a backend", program: "haproxy", text };
}

const script = `cd /course || exit
for name in *; do
  case $(cat "$name/program") in keepalived) flags=-t file=keepalived.conf ;; *) flags=-c file=haproxy.cfg ;; esac
  cd "$name" || exit
  LANG=C "$1$(cat program)" $flags -f $file >said 2>complaints
  printf '%s' $? >exit
  cd ..
done
for name in *; do for part in exit said complaints; do printf '%s\\034' "$(cat "$name/$part")"; done; printf '\\035'; done`;

/** A machine as the documents have it: eth0, the BTS document's enp0s3, certificate and error pages. */
function machine(files: CourseFiles): LabPlan {
  const course = join(files.folder, "course");
  for (const [index, { program, text }] of cases.entries()) {
    const folder = join(course, String(100 + index));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "program"), program);
    writeFileSync(join(folder, program === "keepalived" ? "keepalived.conf" : "haproxy.cfg"), text);
  }
  const { keepalived = "", haproxy = "" } = stacks.agent.commands;
  const link = { network: "lan", mac: "02:42:c0:a8:01:65" };
  return {
    id: "tstcrv",
    networks: [
      { name: "lan", subnet: "192.168.1.0/24" },
      { name: "other", subnet: "192.168.1.0/24" },
    ],
    nodes: [
      {
        name: "lb1",
        links: [
          { ...link, interfaceName: "eth0", address: "192.168.1.101/24" },
          {
            network: "other",
            mac: "02:42:0a:09:00:01",
            interfaceName: "enp0s3",
            address: "192.168.1.102/24",
          },
        ],
        command: ["sleep", "infinity"],
        environment: {},
        mounts: [
          ...files.etc("lb1", { "keepalived/notify.sh": "#!/bin/sh\n" }),
          { source: course, target: "/course", readOnly: false },
        ],
        commands: { "our-keepalived": keepalived, "our-haproxy": haproxy },
        capabilities: ["NET_ADMIN", "NET_RAW"],
      },
    ],
  };
}

function read(output: string): readonly Verdict[] {
  return output
    .split("\x1d")
    .slice(0, -1)
    .map((text, index) => {
      const [exit, said = "", complaints = ""] = text.split("\x1c");
      const { name, program } = cases[index] as Case;
      return { name, program, exit: Number(exit), said, complaints };
    });
}

/** `12 ERR_CONFIG_VALUE` for each complaint, in the order of the file; without advice, which the original has none of. */
function codes(complaints: string): readonly string[] {
  return complaints.split("\n").flatMap((line) => {
    const [, at, code] = /\.(?:conf|cfg):(\d+):\d+: (?!advice: ).*\[(ERR_\w+)\]$/.exec(line) ?? [];
    return at === undefined ? [] : [`${at} ${code}`];
  });
}

describeLive(
  "every configuration block of the documents",
  () => {
    liveTest("gets the original's verdict, and our explanation", async () => {
      using files = await CourseFiles.make();
      await using lab = await runtimes.netns.startLab(machine(files));
      const node = lab.nodes.get("lb1");
      const original = read((await run(node, "sh", "-c", script, "sh", "/usr/sbin/")).stdout);
      const own = read((await run(node, "sh", "-c", script, "sh", "/opt/bascule/bin/our-")).stdout);
      expect(own).toHaveLength(cases.length);
      const verdict = ({ name, exit, said }: Verdict) => ({ name, exit, said });
      expect(own.map(verdict)).toEqual(original.map(verdict));
      const table = own.map(({ name, exit, complaints }) =>
        [`${name}: ${exit}`, ...codes(complaints).map((code) => `  ${code}`)].join("\n"),
      );
      await expect(`${table.join("\n")}\n`).toMatchFileSnapshot(
        fileURLToPath(new URL("__snapshots__/course-verdict.txt", import.meta.url)),
      );
    });
  },
  { stack: "keepalived-haproxy" },
);
