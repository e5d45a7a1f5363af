/** Printed files of the course that stand beside each other, by how the tests call them. */
export const pairs = {
  annexe: ["annexe-1.conf", "annexe-2.conf"],
  "annexe-twice": ["annexe-1.conf", "annexe-1.conf"],
  apache: ["apache-2.conf", "apache-3.conf"],
  bts: ["bts-10.conf", "bts-11.conf"],
  /** The address of part 7 on one node, that of part 5 on the other. */
  "bts-mixed": ["bts-10.conf", "annexe-2.conf"],
  "bts-short": ["bts-6.conf", "bts-8.conf"],
  module: ["module-9.conf", "module-10.conf"],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
