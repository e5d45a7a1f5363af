import type { VrrpInstance } from "./config.ts";

/**
 * Which virtual router an instance is, whatever the file calls it: no other instance of a file has the same. What is
 * kept for an instance is kept under this, so that it survives a new name.
 */
export function routerKey({ interfaceName, virtualRouterId, family }: VrrpInstance): string {
  return `${interfaceName} ${virtualRouterId} IPv${family}`;
}
