import type { ConnectStep } from "../step.ts";

/** A connection that ends like any other: the servers of these protocols complain of resets. */
export const lingering: ConnectStep = {
  kind: "connect",
  says: "connect",
  linger: true,
  likeServer: true,
};

/** Its first line. */
export function cutLine(text: string): string {
  return text.replace(/[\r\n].*$/s, "");
}
