import { type Block, blocks, printedText, soundText } from "../../documents/block.ts";
import { get, type Question } from "./ask.ts";

/** A balancer's files, as the documents have them. */
export interface StageBalancer {
  readonly address: string;
  readonly keepalived?: string;
  readonly haproxy?: string;
  readonly notify?: string;
}

/** A network with balancers, the servers that their files name, and a client: one play, the same for both stacks. */
export interface Stage {
  readonly name: string;
  /** By node name. */
  readonly balancers: Readonly<Record<string, StageBalancer>>;
  /** Who holds the virtual IP in the end; undefined: nobody. */
  readonly owner?: string;
  readonly questions: readonly Question[];
  /** What is stopped in the middle, and started again. */
  readonly stops?: Stop;
  /** A server that falls silent in the middle. */
  readonly loses?: string;
  /** An address of the client's outside of the network. */
  readonly visitor?: string;
}

export interface Stop {
  readonly service: "haproxy" | "apache2" | "keepalived";
  readonly on: string;
  /** Who holds the virtual IP then, */
  readonly owner: string;
  /** and once the service is back; the first owner where absent. */
  readonly afterwards?: string;
}

const vip = "http://192.168.1.100";
const encrypted = "https://192.168.1.100";
const lb = (address: string, files: Omit<StageBalancer, "address">): StageBalancer => ({ address, ...files });

const first = { keepalived: sound("bts", 6), haproxy: sound("bts", 2) };

const options = `
        192.168.1.35/32 brd 192.168.1.255 scope global
        192.168.1.36/32 dev eth0 scope link label eth0:1
        10.7.0.1/16 brd 10.7.255.255 dev lo scope host
        10.7.0.2 label lo:2 dev lo
`;

/** Every block that is a configuration is in one of these; a test says so. */
export const stages: readonly Stage[] = [
  {
    name: "annexe",
    balancers: {
      lb1: lb("192.168.1.101", { keepalived: sound("annexe", 1) }),
      lb2: lb("192.168.1.102", { keepalived: sound("annexe", 2) }),
    },
    owner: "lb1",
    questions: [],
    stops: { service: "keepalived", on: "lb1", owner: "lb2" },
  },
  {
    // Every option that an address of the documents has, and the others that it may have.
    name: "options",
    balancers: {
      lb1: lb("192.168.1.101", {
        keepalived: sound("bts", 6).replace("192.168.1.100\n", `192.168.1.100/24 brd + dev eth0\n${options}`),
      }),
    },
    owner: "lb1",
    questions: [],
    stops: { service: "keepalived", on: "lb1", owner: "" },
  },
  {
    // Part 5 prints one file for both: equal priorities, so whoever has the address keeps it.
    name: "first",
    balancers: { lb1: lb("192.168.1.101", first), lb2: lb("192.168.1.102", first) },
    owner: "lb1",
    questions: [get(`${vip}/`, 20)],
    stops: { service: "keepalived", on: "lb1", owner: "lb2", afterwards: "lb2" },
  },
  {
    // A misspelt block, as printed, beside an address in one line, as a sentence of the annexe writes it.
    name: "misspelt",
    balancers: {
      lb1: lb("192.168.1.101", { keepalived: printed("bts", 6) }),
      lb2: lb("192.168.1.102", { keepalived: oneLine(sound("annexe", 2)) }),
    },
    owner: "lb2",
    questions: [],
  },
  {
    // The addresses of the same page's interfaces(5), and the next one.
    name: "bts",
    balancers: {
      lb1: lb("192.168.1.30", { keepalived: sound("bts", 10), haproxy: sound("bts", 12) }),
      lb2: lb("192.168.1.31", { keepalived: sound("bts", 11), haproxy: sound("bts", 12) }),
    },
    owner: "lb1",
    questions: [
      get("http://192.168.1.35/", 20),
      get("http://192.168.1.35/stats"),
      get("http://192.168.1.35/STATS/x"),
      get("http://192.168.1.35/stats", 1, "-u", "admin:wrong"),
      {
        ...get("http://192.168.1.35/stats", 1, "-u", "admin:password"),
        page: ["http_front", "http_back", "srv-web1", "srv-web2", "stats_backend"],
      },
    ],
    stops: { service: "haproxy", on: "lb1", owner: "lb2" },
  },
  {
    name: "apache",
    balancers: {
      lb1: lb("192.168.1.101", { keepalived: sound("apache", 2) }),
      lb2: lb("192.168.1.102", { keepalived: sound("apache", 3) }),
    },
    owner: "lb1",
    questions: [],
    stops: { service: "apache2", on: "lb1", owner: "lb2" },
  },
  {
    // The document's own test as printed: the virtual IP does not move.
    name: "unmoved",
    balancers: {
      lb1: lb("192.168.1.101", { keepalived: printed("apache", 2) }),
      lb2: lb("192.168.1.102", { keepalived: printed("apache", 3) }),
    },
    owner: "lb1",
    questions: [],
    stops: { service: "apache2", on: "lb1", owner: "lb1" },
  },
  {
    // The script in its place, but worth no more than printed: 100 against 92.
    name: "outweighed",
    balancers: {
      lb1: lb("192.168.1.101", { keepalived: sound("apache", 2).replace("weight 20", "weight 2") }),
      lb2: lb("192.168.1.102", { keepalived: sound("apache", 3).replace("weight 20", "weight 2") }),
    },
    owner: "lb1",
    questions: [],
    stops: { service: "apache2", on: "lb1", owner: "lb1" },
  },
  {
    // Printed files: a password that is too long on both sides, and a script that gets other words than it reads.
    name: "untold",
    balancers: {
      lb1: lb("192.168.1.101", {
        keepalived: printed("module", 9),
        haproxy: sound("bts", 2),
        notify: printed("module", 11),
      }),
      lb2: lb("192.168.1.102", { keepalived: printed("module", 10), haproxy: sound("bts", 2) }),
    },
    owner: "lb1",
    questions: [get(`${vip}/`, 4)],
  },
  {
    name: "module",
    balancers: {
      lb1: lb("192.168.1.101", {
        keepalived: sound("module", 9),
        haproxy: sound("module", 3),
        notify: sound("module", 11),
      }),
      lb2: lb("192.168.1.102", { keepalived: sound("module", 10), haproxy: sound("module", 3) }),
    },
    owner: "lb1",
    questions: [
      get(`${vip}/a?b=c`),
      get(`${encrypted}/`, 20),
      { ...get(`${vip}:8404/stats`), page: ["http_front", "http_back", "app1", "app2", "app3"] },
      get(`${vip}:8404/elsewhere`),
    ],
    stops: { service: "haproxy", on: "lb1", owner: "lb2" },
  },
  {
    name: "parts",
    balancers: {
      lb4: lb("192.168.1.104", { haproxy: sound("module", 4) }),
      lb5: lb("192.168.1.105", { haproxy: sound("module", 5) }),
      lb6: lb("192.168.1.106", { haproxy: sound("module", 6) }),
      lb7: lb("192.168.1.107", { haproxy: tcpChecked(sound("module", 5)) }),
    },
    questions: [
      get("http://192.168.1.104:8101/", 18),
      get("http://192.168.1.104:8102/", 18),
      get("http://192.168.1.104:8103/", 6),
      ...["a", "b", "c", "d", "e", "f?g=h", "i/j"].map((path) => get(`http://192.168.1.104:8104/${path}`, 2)),
      get("http://192.168.1.104:8105/", 18),
      get("http://192.168.1.105/", 4),
      get("http://192.168.1.106/", 4),
      get("http://192.168.1.106/api/x", 8),
      get("http://192.168.1.106/apis", 2),
      get("http://192.168.1.106/logo.png", 2),
      get("http://192.168.1.106/logo.PNG", 2),
      get("http://192.168.1.106/api/style.css", 2),
      get("http://192.168.1.106/admin", 2),
      get("http://192.168.1.106/admin", 2, "--interface", "10.9.9.9"),
      get("http://192.168.1.107/", 2),
    ],
    loses: "app1",
    visitor: "10.9.9.9",
  },
];

/** The alternative that the block itself names in a comment. */
function tcpChecked(text: string): string {
  return text
    .replace(/^ *option httpchk .*\n *http-check .*\n/m, "")
    .replace("# option tcp-check", "option tcp-check");
}

/** `virtual_ipaddress { 192.168.1.100 }` */
export function oneLine(text: string): string {
  return text.replace(/virtual_ipaddress \{\s+(\S+)\s+\}/, "virtual_ipaddress { $1 }");
}

function find(document: Block["document"], number: number): Block {
  const block = blocks.find((one) => one.document === document && one.number === number);
  if (block === undefined) throw new Error(`no block ${document}-${number}`);
  return block;
}

function sound(document: Block["document"], number: number): string {
  return soundText(find(document, number));
}

function printed(document: Block["document"], number: number): string {
  return printedText(find(document, number));
}
