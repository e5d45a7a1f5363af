import type { PeersView, PeerView } from "../peers-view.ts";
import type { Command } from "./command.ts";

/** The original's words for the status of the last greeting. */
const statusWords: Readonly<Record<number, string>> = {
  200: "ESTA",
  300: "RETR",
  501: "PROT",
  502: "VERS",
  503: "NAME",
  504: "UNKN",
};

/** Who shares the stick-tables, and how far that has come [T]. */
export const peersCommands: readonly Command[] = [
  {
    words: ["show", "peers"],
    usage: ["show peers", "dump some information about all the peers or this peers section"],
    level: "user",
    run: ([name], { view }) => {
      const sections = (view.peers ?? []).filter((section) => name === undefined || section.name === name);
      return { text: sections.map((section, at) => sectionText(section, at, view.date())).join("\n") };
    },
  },
];

/** The original's lines, with what is known here; places in memory are numbers that tell the lines apart. */
function sectionText({ name, lesson, peers }: PeersView, at: number, date: string): string {
  const head = `${place(at + 1)}: [${date}] id=${name} disabled=0 resync=${lesson}\n`;
  return head + peers.map((peer, index) => peerText(peer, index)).join("");
}

function peerText(peer: PeerView, at: number): string {
  const { connected, greetedMs, counts } = peer;
  const kind = `${peer.isLocal ? "local" : "remote"},${connected ? "active" : "inactive"}`;
  const status = statusWords[peer.lastStatus ?? 0] ?? "NONE";
  const since = greetedMs === undefined ? "<NEVER>" : `${Math.floor(greetedMs / 1000)}s`;
  const lines = [
    `  ${place(at + 16)}: id=${peer.name}(${kind}) addr=${peer.address} last_status=${status} last_hdshk=${since}`,
    ...(counts ? [`        updates_in=${counts.updatesIn} updates_out=${counts.updatesOut}`] : []),
    "        shared tables:",
    ...peer.tables.map(
      ({ name, pending }, index) => `          id=${name} local_id=${index + 1} pending=${pending}`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function place(number: number): string {
  return `0x${number.toString(16).padStart(12, "0")}`;
}
