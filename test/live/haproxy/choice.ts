/** A backend, and who asks it for what: every request comes when the one before it has been answered. */
export interface Choice {
  readonly name: string;
  /** The lines of the section; servers s0, s1 … are those of `weights`, a negative weight is a backup. */
  readonly lines: readonly string[];
  readonly weights: readonly number[];
  readonly requests: readonly Ask[];
  /** Servers that nobody listens at: they are down before the first request. */
  readonly down?: readonly number[];
}

export interface Ask {
  readonly target?: string;
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const plain: readonly Ask[] = Array.from({ length: 60 }, () => ({}));
const clients: readonly Ask[] = Array.from({ length: 60 }, (_, index) => ({
  from: `127.0.${index % 7}.${1 + 3 * index}`,
}));
const targets: readonly Ask[] = Array.from({ length: 60 }, (_, index) => {
  const query = index % 3 === 0 ? `?page=${index}` : "";
  return { target: `/shop/${index % 5}/item-${index}/${"x".repeat(index % 4)}.png${query}` };
});
const users: readonly Ask[] = Array.from({ length: 60 }, (_, index) => ({
  target: index % 6 === 5 ? "/" : `/?a=b&user=u${index}`,
  headers: index % 6 === 4 ? {} : { "x-user": `U${index}, other` },
}));

const sets: readonly (readonly number[])[] = [
  [1, 1, 1],
  [3, 2, 1],
  [5, 3, 2, 7],
  [4, 2, -1, 2],
  [100, 50, 25],
  [256, 1],
  [0, 2, 1],
];

function each(lines: readonly string[], requests: readonly Ask[], of = sets): readonly Choice[] {
  return of.map((weights) => ({
    name: `${lines.join(", ")} ${weights.join(":")}`,
    lines,
    weights,
    requests,
  }));
}

/** What both balancers are asked. */
export const choices: readonly Choice[] = [
  ...each(["balance static-rr"], plain),
  ...each(["balance leastconn"], plain),
  ...each(["balance first"], plain, sets.slice(0, 2)),
  ...each(["balance source"], clients),
  ...each(["balance source", "hash-type map-based sdbm avalanche"], clients, sets.slice(1, 3)),
  ...each(["balance uri"], targets),
  ...each(["balance uri whole"], targets, sets.slice(1, 2)),
  ...each(["balance uri len 9"], targets, sets.slice(1, 2)),
  ...each(["balance uri depth 2"], targets, sets.slice(1, 2)),
  ...each(["balance uri depth 3 len 14 whole"], targets, sets.slice(1, 2)),
  ...each(["balance uri", "hash-type map-based djb2"], targets, sets.slice(2, 3)),
  ...each(["balance uri", "hash-type map-based crc32"], targets, sets.slice(2, 3)),
  ...each(["balance uri", "hash-type map-based crc32 avalanche"], targets, sets.slice(2, 3)),
  ...each(["balance uri", "hash-type consistent"], targets, sets.slice(0, 4)),
  ...each(["balance uri", "hash-type consistent sdbm"], targets, sets.slice(1, 2)),
  ...each(["balance source", "hash-type consistent"], clients, sets.slice(1, 3)),
  ...each(["balance source", "hash-type consistent djb2"], clients, sets.slice(1, 2)),
  ...each(["balance hdr(x-user)", "hash-type consistent"], users, sets.slice(1, 2)),
  ...each(["balance url_param user"], users, sets.slice(1, 3)),
  ...each(["balance hdr(x-user)"], users, sets.slice(1, 3)),
  ...["static-rr", "leastconn", "source", "uri", "hdr(x-user)"].flatMap((name) =>
    [[1], [0, 2]].map((down) => ({
      name: `balance ${name}, without ${down.join(" and ")}`,
      lines: [
        `balance ${name}`,
        "option allbackups",
        ...(name === "hdr(x-user)" ? ["hash-type consistent"] : []),
      ],
      weights: [3, 2, 4, -1, -2],
      requests: name === "source" ? clients : name === "uri" ? targets : users,
      down,
    })),
  ),
  ...[[0], [0, 1]].map((down) => ({
    name: `backups, without ${down.join(" and ")}`,
    lines: ["balance uri"],
    weights: [1, 1, -1, -1],
    requests: targets,
    down,
  })),
];
