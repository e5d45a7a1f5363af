/** The status of a greeting: its first line; what HAProxy's words for it are in `show peers`. */
export const greetingStatus = {
  welcome: 200,
  later: 300,
  protocol: 501,
  version: 502,
  otherName: 503,
  unknownPeer: 504,
} as const;

/** Nobody's name is longer; who sends more without an end of line is no peer. */
const longestBytes = 1024;

/** `HAProxyS 2.1`, the name of who is called, and of who calls with its process number. */
export function writeGreeting(callee: string, caller: string, processId: number): string {
  return `HAProxyS 2.1\n${callee}\n${caller} ${processId} 1\n`;
}

export type Greeting =
  | { readonly kind: "more" }
  | { readonly kind: "refused"; readonly status: number }
  | {
      readonly kind: "greeting";
      readonly callee: string;
      readonly caller: string;
      readonly minor: number;
      readonly sizeBytes: number;
    };

/** Reads the three lines of who calls. */
export function readGreeting(text: string): Greeting {
  const [first, callee, third, ...more] = text.split("\n");
  if (first !== undefined && !"HAProxyS ".startsWith(first.slice(0, 9)) && first.slice(0, 9) !== "HAProxyS ")
    return { kind: "refused", status: greetingStatus.protocol };
  if (text.length > longestBytes && more.length === 0)
    return { kind: "refused", status: greetingStatus.protocol };
  if (first === undefined || callee === undefined || third === undefined || more.length === 0)
    return { kind: "more" };
  const [, major, minor] = /^HAProxyS (\d+)\.(\d+)\r?$/.exec(first) ?? [];
  if (major !== "2" || Number(minor) > 1) return { kind: "refused", status: greetingStatus.version };
  const caller = third.split(" ")[0] ?? "";
  const sizeBytes = first.length + callee.length + third.length + 3;
  return { kind: "greeting", callee: callee.trimEnd(), caller, minor: Number(minor), sizeBytes };
}

/** The answer to a greeting: undefined while its line is not whole. */
export function readStatus(
  text: string,
): { readonly status: number; readonly sizeBytes: number } | undefined {
  const end = text.indexOf("\n");
  if (end < 0) return text.length > 8 ? { status: greetingStatus.protocol, sizeBytes: 0 } : undefined;
  return { status: Number(text.slice(0, end)) || greetingStatus.protocol, sizeBytes: end + 1 };
}
