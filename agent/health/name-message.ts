import { type SideNews, sidesMessage } from "./message.ts";

interface Moved {
  readonly from: string | undefined;
  readonly to: string;
  readonly fqdn: string;
  readonly by: string;
}

/** The lines about a server whose name has another address than before, or one again. */
export function movedMessages(about: SideNews, { from, to, fqdn, by }: Moved): readonly string[] {
  const { backend, server } = about;
  const moved = `${backend}/${server} changed its IP from ${from ?? "(none)"} to ${to} by ${by}.`;
  if (from !== undefined) return [moved];
  return [
    moved,
    `Server ${backend}/${server} ('${fqdn}') is UP/READY (resolves again).`,
    `Server ${backend}/${server} administratively READY thanks to valid DNS answer.`,
  ];
}

/** The line about a server whose name gives no address any more. */
export function lostNameMessage(about: SideNews, why: string): string {
  return sidesMessage(about, `is going DOWN for maintenance (${why})`);
}
