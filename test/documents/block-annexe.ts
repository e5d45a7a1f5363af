import type { Block } from "./block.ts";

export const annexeBlocks: readonly Block[] = [
  {
    document: "annexe",
    number: 1,
    program: "keepalived",
    title: "Server1, the master",
    wrong: [
      {
        what: '"state MASTER" is explained as "holds the virtual IP"',
        happens:
          "The higher priority holds it. `state` is only the first guess: with BACKUP here the same node would hold it too.",
      },
      {
        what: "the page promises a failover without interruption, and a single active database",
        happens:
          "There is an interruption of about three seconds, which the lab measures; and in a partition both nodes hold the address.",
      },
    ],
    repairs: [],
  },
  {
    document: "annexe",
    number: 2,
    program: "keepalived",
    title: "Server2, the backup",
    wrong: [],
    repairs: [],
  },
];
