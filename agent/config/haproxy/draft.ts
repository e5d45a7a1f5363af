import { Accounts } from "../../acl/accounts.ts";
import { PatternRegistry } from "../../acl/pattern-registry.ts";
import type { Place } from "../../base/problem.ts";
import type { Format } from "../../rule/format.ts";
import type { Forwarding } from "../../rule/forward.ts";
import type { TableSpec } from "../../stick/spec.ts";
import type { TlsDraft } from "./bind-draft.ts";
import { type CheckDraft, checkFrom, newCheck } from "./check/draft.ts";
import type {
  Backend,
  Balance,
  BindAddress,
  HashType,
  LogTarget,
  MachineNeed,
  StatsSocket,
  Timeouts,
} from "./config.ts";
import type { CookieSettings, PersistRule, StickRule, UseServerRule } from "./cookie-config.ts";
import type { DefaultPath } from "./default-path.ts";
import type { ErrorDraft } from "./error-reply.ts";
import type { ErrorGroup } from "./http-errors.ts";
import type { KeepAlive } from "./keep-alive.ts";
import type { ProxyContext } from "./keyword.ts";
import type { EmailAlertDraft, MailersDraft } from "./mailers.ts";
import type { Surroundings } from "./parse.ts";
import type { PeersDraft } from "./peers.ts";
import type { ResolversDraft } from "./resolvers.ts";
import { newRouting, type RoutingDraft } from "./routing-draft.ts";
import type { AgentCheck, HealthCheck, Observation, Server } from "./server-config.ts";
import type { ServerTlsDefaults, ServerTlsDraft } from "./server-tls-draft.ts";
import type { StatsDraft } from "./stats-page.ts";
import type { UnixBind } from "./unix-bind.ts";
import { type UserListDraft, userlistsOf } from "./userlist.ts";

/** A type while it is being filled. */
export type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

export type ProxyKind = "defaults" | "frontend" | "backend" | "listen";

/** A name that something else must define, and where it stands. */
export interface Reference extends Place {
  readonly name: string;
}

/** The words of `server` and `default-server`. */
export interface ServerDraft
  extends Mutable<Omit<Server, "name" | "host" | "port" | "check" | "agent" | "observe" | "track" | "tls">> {
  checked: boolean;
  /** Counts once `check` is there. */
  check: Mutable<HealthCheck>;
  agentChecked: boolean;
  agent: Mutable<Partial<AgentCheck>>;
  observed?: Observation["layer"];
  errorLimit: number;
  onError: Observation["onError"];
  tls: ServerTlsDraft;
  /** `backend/server`, or a server of the same backend. */
  track?: Reference;
  resolvers?: Reference;
}

export interface NamedServerDraft extends ServerDraft, Place {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/** A section of proxies while its lines are read. `defaults` is one too: later sections start as its copy. */
export interface ProxyDraft extends Place {
  readonly kind: ProxyKind;
  readonly name: string;
  mode: "http" | "tcp";
  timeouts: Mutable<Timeouts>;
  logs: LogTarget[];
  logsToGlobal: boolean;
  /** `disabled`: it neither listens nor serves. */
  disabled: boolean;
  logTag?: string;
  /** For `bind` lines that say nothing of theirs. */
  backlog?: number;
  /** Its number among the sections, where it does not go by turns. */
  id?: number;
  logFormat: "default" | "http" | "tcp";
  logFormatPlace?: Place;
  /** Names of the `option` lines that are plain switches. */
  switches: Set<string>;
  connectionMode: "keep-alive" | "server-close" | "close";
  retries: number;
  retryOn?: NonNullable<Backend["retryOn"]>;
  compression?: NonNullable<Backend["compression"]>;
  httpReuse?: NonNullable<Backend["httpReuse"]>;
  /** `option redispatch N`. */
  redispatchEvery: number;
  fullConnections?: number;
  cookie?: CookieSettings;
  dynamicKey?: string;
  /** From where the servers are connected to. */
  source?: string;
  persistRules: PersistRule[];
  useServer: (UseServerRule & Place)[];
  stickRules: (StickRule & Place)[];
  maxConnections?: number;
  errors: ErrorDraft[];
  emailAlert?: EmailAlertDraft;
  /** The first `stats` line of a section begins anew: nothing of `defaults` stays. */
  stats?: { readonly own: boolean; readonly page: StatsDraft };
  check: CheckDraft;
  /** `load-server-state-from-file`, `server-state-file-name`. */
  stateFrom?: "global" | "local";
  stateFile?: string;
  binds: BindAddress[];
  /** A `bind` that is not one of ours (a socket path, a range …) listens for the original all the same. */
  listens: boolean;
  defaultBackend?: Reference;
  otherBackends: Reference[];
  routing: RoutingDraft;
  stickTable?: TableSpec;
  /** `log-format`, or a format of ours that `option httplog` stands for. */
  logLine?: Format;
  errorLine?: Format;
  /** `http-send-name-header`, in small letters. */
  nameHeader?: string;
  /** `clitcpka-…`, `srvtcpka-…`. */
  keepAlive: { client?: KeepAlive; server?: KeepAlive };
  /** `option forwardfor`, `option originalto`, with words behind them. */
  forwarding: { client?: Forwarding; local?: Forwarding };
  uniqueId?: { readonly format?: Format; readonly header?: string };
  /** `monitor-uri`. */
  monitorUri?: string;
  balance: Balance;
  balancePlace?: Place;
  hashType: HashType;
  servers: NamedServerDraft[];
  defaultServer: ServerDraft;
}

/** The whole file while it is being read. */
export interface FileDraft {
  global: {
    daemon: boolean;
    maxConnections?: number;
    logs: LogTarget[];
    chroot?: string;
    user?: string;
    group?: string;
    pidFile?: string;
    master?: boolean;
    strict?: boolean;
    graceMs?: number;
    hardStopMs?: number;
    /** Names shown on the statistics page: `node`, `description`. */
    node?: string;
    description?: string;
    statsSockets: StatsSocket[];
    statsTimeoutMs?: number;
    statsMaxConnections?: number;
    /** `crt-base`: where relative names of certificates begin. */
    certificateFolder?: string;
    /** `ca-base`: where relative names of authorities begin. */
    authorityFolder?: string;
    /** `log-tag`, `log-send-hostname` (empty: the machine's own name). */
    logTag?: string;
    logHost?: string;
    defaultPath?: DefaultPath;
    unixBind?: UnixBind;
    /** `server-state-file`, `server-state-base`. */
    stateFile?: string;
    stateFolder?: string;
    /** `external-check`, `insecure-fork-wanted`. */
    externalCheck?: true;
    forkWanted?: boolean;
    /** `zero-warning`: where it stands. */
    zeroWarning?: Place;
    tlsDefaults: TlsDraft;
    serverTlsDefaults: ServerTlsDefaults;
  };
  defaults: ProxyDraft;
  readonly namedDefaults: Map<string, ProxyDraft>;
  readonly proxies: ProxyDraft[];
  readonly needs: MachineNeed[];
  /** Every line of a proxy, as it was written: some mistakes show only beside other lines. */
  readonly lines: ProxyContext[];
  readonly userlists: UserListDraft[];
  /** Those that rules ask for while requests come. */
  readonly accounts: Accounts;
  readonly errorGroups: ErrorGroup[];
  readonly peers: PeersDraft[];
  readonly resolvers: ResolversDraft[];
  readonly mailers: MailersDraft[];
  /** `errorloc`: name to answer. */
  readonly replies: Map<string, string>;
  /** The variables that `"$NAME"` stands for; `setenv` changes them. */
  readonly environment: Map<string, string>;
  /** `h1-case-adjust`: names of headers, by the same in small letters. */
  readonly nameCases: Map<string, string>;
  /** Lists of patterns, and maps. */
  readonly patterns: PatternRegistry;
  /** Gives the content of a file that the configuration names. */
  readonly readFile: Surroundings["readFile"];
}

const nowhere = { file: "", line: 0, column: 0 };

export function newFile({ readFile, environment, verifyPassword }: Surroundings): FileDraft {
  const userlists: UserListDraft[] = [];
  return {
    global: {
      daemon: false,
      logs: [],
      statsSockets: [],
      tlsDefaults: { versions: {} },
      serverTlsDefaults: { versions: {} },
    },
    defaults: newProxy("defaults", "", nowhere),
    namedDefaults: new Map(),
    proxies: [],
    needs: [],
    lines: [],
    userlists,
    accounts: new Accounts(() => userlistsOf(userlists), verifyPassword ?? (() => false)),
    errorGroups: [],
    peers: [],
    resolvers: [],
    mailers: [],
    replies: new Map(),
    environment: new Map(
      Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    nameCases: new Map(),
    patterns: new PatternRegistry(),
    readFile,
  };
}

/** haproxy's own defaults: TCP, three retries, checks every 2 s, 3 failures, 2 successes. */
export function newProxy(kind: ProxyKind, name: string, place: Place): ProxyDraft {
  return {
    kind,
    name,
    file: place.file,
    line: place.line,
    column: place.column,
    mode: "tcp",
    timeouts: {},
    logs: [],
    logsToGlobal: false,
    disabled: false,
    logFormat: "default",
    switches: new Set(),
    forwarding: {},
    keepAlive: {},
    connectionMode: "keep-alive",
    retries: 3,
    redispatchEvery: -1,
    persistRules: [],
    useServer: [],
    stickRules: [],
    errors: [],
    check: newCheck(),
    balance: { algorithm: "roundrobin" },
    hashType: { function: "sdbm", avalanche: false },
    binds: [],
    listens: false,
    otherBackends: [],
    routing: newRouting(),
    servers: [],
    defaultServer: newServer(),
  };
}

/** A section that starts with what `defaults` says. */
export function proxyFrom(defaults: ProxyDraft, kind: ProxyKind, name: string, place: Place): ProxyDraft {
  const { file, line, column } = place;
  return {
    ...defaults,
    ...{ kind, name, file, line, column },
    timeouts: { ...defaults.timeouts },
    logs: [...defaults.logs],
    switches: new Set(defaults.switches),
    forwarding: { ...defaults.forwarding },
    errors: [...defaults.errors],
    defaultServer: serverFrom(defaults.defaultServer),
    ...(defaults.stats ? { stats: { own: false, page: defaults.stats.page } } : {}),
    check: checkFrom(defaults.check),
    binds: [],
    otherBackends: [],
    persistRules: [],
    useServer: [],
    stickRules: [],
    routing: newRouting(),
    servers: [],
  };
}

function newServer(): ServerDraft {
  return {
    weight: 1,
    backup: false,
    checked: false,
    check: { intervalMs: 2000, rise: 2, fall: 3 },
    agentChecked: false,
    agent: {},
    errorLimit: 10,
    onError: "fail-check",
    tls: { isOn: false, checks: false, versions: {} },
  };
}

/** A server that starts with what `default-server` says. */
export function serverFrom(defaults: ServerDraft): ServerDraft {
  return {
    ...defaults,
    check: { ...defaults.check },
    agent: { ...defaults.agent },
    tls: { ...defaults.tls },
  };
}
