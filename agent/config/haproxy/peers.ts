import type { Place } from "../../base/problem.ts";
import type { TableSpec } from "../../stick/spec.ts";
import { parseAddress } from "./address.ts";
import type { PeersSection } from "./config.ts";
import type { FileDraft } from "./draft.ts";
import { endsAt, type Keyword, type LineContext, neededWord, refuse, wordAt } from "./keyword.ts";
import { knownServerFlags, knownServerWords } from "./known.ts";
import { readLogTarget } from "./log.ts";
import type { SectionKind } from "./section-kind.ts";
import { isFirst } from "./section-twin.ts";
import { serverWords } from "./server-word.ts";
import { readTableSpec } from "./stick-table.ts";

/** A `peers` section while its lines are read. */
export interface PeersDraft extends Place {
  readonly name: string;
  enabled: boolean;
  /** Of the `bind` line. */
  address?: Pick<Peer, "host" | "port">;
  readonly peers: (Peer & Place)[];
  readonly tables: TableSpec[];
}

type Peer = PeersSection["peers"][number];

/** `peers NAME`: who shares the stick-tables (manual §3.5). */
export const peersSection: SectionKind = {
  name: "peers",
  keywords: [
    { name: "peer", read: readPeer },
    { name: "server", read: readPeer },
    { name: "bind", read: readBind },
    { name: "default-bind", read: refuseOptions },
    { name: "default-server", read: refuseOptions },
    { name: "table", read: readTable },
    { name: "log", read: readLog },
    { name: "disabled", read: (context) => setEnabled(context, false) },
    { name: "enabled", read: (context) => setEnabled(context, true) },
  ],
  open: (context, name) => {
    const { peers } = context.file;
    if (!endsAt(context, 2) || !isFirst(context, name, peers)) return false;
    peers.push({ name, peers: [], tables: [], enabled: true, ...context.place(1) });
    return true;
  },
};

/** `localpeer NAME` in `global`: which of the peers is this machine; `-L` and the host's name count without it. */
export const localPeerKeyword: Keyword = {
  name: "localpeer",
  read: (context) => {
    const name = neededWord(context, 1);
    if (name === undefined || !endsAt(context, 2)) return;
    const { environment, peers } = context.file;
    if (peers.length === 0) environment.set("HAPROXY_LOCALPEER", name);
    else {
      context.report.warned(context.place(0), "ERR_CONFIG_SYNTAX", {
        fr: '"localpeer" est ignoré : il suit une section "peers". Mettez "global" au-dessus.',
        en: '"localpeer" is ignored: it follows a section "peers". Put "global" above.',
      });
    }
  },
};

export function localName({ environment }: FileDraft): string {
  return environment.get("HAPROXY_LOCALPEER") ?? "";
}

/** `peer NAME ADDRESS:PORT`; beside a `bind` the local peer has no address of its own. */
function readPeer(context: LineContext): void {
  const section = context.file.peers.at(-1);
  const [name, written] = [wordAt(context, 1), wordAt(context, 2)];
  // The original looks at no line without both, where there is no `bind`.
  if (!section || name === "") return;
  const isLocal = name === localName(context.file);
  const twin = isLocal && section.peers.find((peer) => peer.name === name);
  if (twin) {
    refuseTwin(context, name, twin.line);
    return;
  }
  if (isLocal && section.address) {
    if (written !== "") {
      refuseAddress(context);
      return;
    }
    section.peers.push({ name, ...section.address, ...context.place(1) });
    return;
  }
  if (written === "") {
    if (isLocal) section.peers.push({ name, host: "", port: 0, ...context.place(1) });
    return;
  }
  const address = addressAt(context, 2, isLocal);
  if (!address || !readOptions(context, 3)) return;
  section.peers.push({ name, ...address, ...context.place(1) });
}

function addressAt(
  context: LineContext,
  index: number,
  needsPort: boolean,
): { readonly host: string; readonly port: number } | undefined {
  const address = parseAddress(wordAt(context, index));
  const port = address.kind === "ip" ? address.ports : undefined;
  if (address.kind === "ip" && !address.named && (port || !needsPort) && port?.high === port?.low)
    return { host: address.host === "*" ? "0.0.0.0" : address.host, port: port?.low ?? 0 };
  if (address.kind === "special") {
    context.report.unsupported(context.place(index), `peer … ${wordAt(context, index)}`);
    return undefined;
  }
  refuse(context, index, "ERR_CONFIG_VALUE", {
    fr: `"${wordAt(context, index)}" n'est pas une adresse et un port, comme 192.168.1.11:10000.`,
    en: `"${wordAt(context, index)}" is not an address and a port, like 192.168.1.11:10000.`,
  });
  return undefined;
}

/** What a server may say besides its address has no meaning for a peer, or is not done here. */
function readOptions(context: LineContext, first: number): boolean {
  for (let at = first; at < context.words.length; at++) {
    const name = wordAt(context, at);
    const own = serverWords.find((word) => word.name === name);
    if (!own && !knownServerFlags.has(name) && !knownServerWords.has(name)) {
      refuse(context, at, "ERR_CONFIG_KEYWORD", {
        fr: `"${name}" n'est pas une option d'un serveur.`,
        en: `"${name}" is not an option of a server.`,
      });
      return false;
    }
    if (["ssl", "send-proxy", "send-proxy-v2", "source"].includes(name))
      context.report.unsupported(context.place(at), `peer … ${name}`);
    at += own?.takes ?? (knownServerWords.has(name) ? 1 : 0);
  }
  return true;
}

function readBind(context: LineContext): void {
  const section = context.file.peers.at(-1);
  if (!section) return;
  if (section.address || section.peers.length > 0) {
    refuse(context, 0, "ERR_CONFIG_SYNTAX", {
      fr: 'Une section "peers" a un seul "bind", avant ses "server", et pas de "peer" à côté.',
      en: 'A section "peers" has one "bind", before its "server" lines, and no "peer" beside it.',
    });
    return;
  }
  const address = addressAt(context, 1, true);
  if (!address) return;
  section.address = address;
  if (context.words.length > 2)
    context.report.unsupported(context.place(2), `bind … ${wordAt(context, 2)} (peers)`);
}

function refuseOptions(context: LineContext): void {
  if (context.words.length > 1) context.report.unsupported(context.place(0), `${wordAt(context, 0)} (peers)`);
}

/** `table NAME type …`: a stick-table that belongs to the peers. */
function readTable(context: LineContext): void {
  const section = context.file.peers.at(-1);
  const spec = section && readTableSpec(context, `${section.name}/${wordAt(context, 1)}`, 2);
  if (spec) section.tables.push({ ...spec, peers: section.name });
}

function readLog(context: LineContext): void {
  if (wordAt(context, 1) !== "global") readLogTarget(context);
}

function setEnabled(context: LineContext, enabled: boolean): void {
  const section = context.file.peers.at(-1);
  if (section) section.enabled = enabled;
}

function refuseTwin(context: LineContext, name: string, line: number): void {
  refuse(context, 1, "ERR_CONFIG_DUPLICATE", {
    fr: `Le pair "${name}" existe déjà à la ligne ${line}. Retirez l'une des deux lignes.`,
    en: `The peer "${name}" exists already at line ${line}. Remove one of the two lines.`,
  });
}

function refuseAddress(context: LineContext): void {
  refuse(context, 2, "ERR_CONFIG_SYNTAX", {
    fr: 'Le pair de cette machine a déjà son adresse dans "bind". Retirez celle-ci.',
    en: 'The peer of this machine has its address in "bind" already. Remove this one.',
  });
}

/** What the daemon gets: sections that name this machine. */
export function peersOf(draft: FileDraft): readonly PeersSection[] {
  const local = localName(draft);
  return draft.peers
    .filter((section) => section.peers.some((peer) => peer.name === local))
    .map(({ name, enabled, peers, tables }) => ({
      name,
      enabled,
      localName: local,
      tables,
      peers: peers.map(({ name: peer, host, port }) => ({ name: peer, host, port })),
    }));
}
