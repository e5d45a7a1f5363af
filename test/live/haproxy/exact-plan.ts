/** A backend of which 10,000 requests are compared, while its servers leave, return and change their weight. */
export interface ExactPlan {
  readonly name: string;
  readonly lines: readonly string[];
  readonly servers: readonly string[];
  readonly changes: readonly ExactChange[];
}

/** Before which request what is done to which server. */
export interface ExactChange {
  readonly at: number;
  readonly server: number;
  readonly state?: "ready" | "maint" | "drain";
  readonly weight?: number;
}

/** What distinguishes the requests of a plan: `from` is the client's address. */
export interface ExactRequest {
  readonly target: string;
  readonly from: string;
  readonly user: string;
}

export const exactTurns = 10_000;

let seed = 11;
function random(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
  return (seed >> 8) % below;
}

/** The same for every plan and both balancers. */
export const exactRequests: readonly ExactRequest[] = Array.from({ length: exactTurns }, () => ({
  target: `/${"shop/".repeat(random(3))}item${random(5000)}${random(3) === 0 ? "" : `?user=u${random(900)}`}`,
  from: `10.${random(256)}.${random(256)}.${random(256)}`,
  user: `www.site${random(700)}.example.com`,
}));

function changesFor(servers: number, weights: boolean): readonly ExactChange[] {
  const up = Array.from({ length: servers }, () => true);
  const changes: ExactChange[] = [];
  for (let at = 1 + random(90); at < exactTurns; at += 1 + random(400)) {
    const server = random(servers);
    if (weights && random(3) === 0) {
      changes.push({ at, server, weight: 1 + random(256) });
      continue;
    }
    const next = !up[server];
    if (!next && up.filter(Boolean).length === 1) continue;
    up[server] = next;
    changes.push({ at, server, state: next ? "ready" : random(2) === 0 ? "maint" : "drain" });
  }
  return changes;
}

function plan(lines: readonly string[], servers: readonly string[], weights: boolean): ExactPlan {
  return { name: lines.join(", "), lines, servers, changes: changesFor(servers.length, weights) };
}

// The first backup has weight 1: with more, HAProxy's map of the static algorithms holds stale entries beside it.
const heavy = ["weight 7", "weight 5", "weight 3", "weight 1", "backup", "weight 3 backup"];
const even = ["weight 1", "weight 1", "weight 1"];

export const exactPlans: readonly ExactPlan[] = [
  plan(["balance roundrobin"], heavy, true),
  plan(["balance roundrobin", "option allbackups"], heavy, true),
  plan(["balance roundrobin "], even, true),
  plan(["balance roundrobin  "], ["weight 100", "weight 50", "weight 256", "weight 1"], true),
  plan(["balance static-rr"], heavy, false),
  plan(["balance leastconn"], heavy, true),
  plan(["balance first"], even, false),
  plan(["balance source"], heavy, false),
  plan(["balance source", "hash-type consistent"], heavy, true),
  plan(["balance uri", "hash-type map-based wt6"], heavy, false),
  plan(["balance uri depth 2", "hash-type map-based wt6 avalanche"], even, false),
  plan(["balance uri whole", "hash-type consistent wt6"], heavy, true),
  plan(["balance uri len 12", "hash-type consistent crc32 avalanche"], heavy, true),
  plan(["balance url_param user", "hash-type consistent djb2"], heavy, true),
  plan(["balance url_param user", "hash-type map-based djb2 avalanche"], heavy, false),
  plan(["balance hdr(x-user)", "hash-type consistent sdbm"], heavy, true),
  plan(["balance hdr(x-user)", "hash-type consistent", "hash-balance-factor 130"], heavy, true),
];
