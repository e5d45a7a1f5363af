import type { RequestHead } from "../../http/head.ts";

/** Where the path of a target begins; −1 where there is none (`*`, `host:port`). */
function pathStart({ target, method }: RequestHead): number {
  if (target.charCodeAt(0) === 47) return 0;
  const authority = method === "CONNECT" ? -1 : target.indexOf("://");
  return authority < 0 ? -1 : target.indexOf("/", authority + 3);
}

/** Without query and authority; undefined where the target has none. */
export function pathOf(head: RequestHead): string | undefined {
  const { target } = head;
  const at = pathStart(head);
  if (at < 0) return undefined;
  const end = target.indexOf("?", at);
  return end < 0 ? (at === 0 ? target : target.slice(at)) : target.slice(at, end);
}

/** Path and query. */
export function originPath(head: RequestHead): string | undefined {
  const at = pathStart(head);
  return at < 0 ? undefined : head.target.slice(at);
}

/** What follows the question mark; undefined without one. */
export function queryOf({ target }: RequestHead): string | undefined {
  const at = target.indexOf("?");
  return at < 0 ? undefined : target.slice(at + 1);
}

/** Host and port of a target that has them. */
export function authorityOf(head: RequestHead): string | undefined {
  if (head.method === "CONNECT") return head.target;
  const start = head.target.indexOf("://");
  if (start < 0) return undefined;
  return /^[^/?]*/.exec(head.target.slice(start + 3))?.[0];
}

/** The target with another path, or path and query; it stays where it has none. */
export function withPath(head: RequestHead, path: string, keepsQuery: boolean): string {
  const { target } = head;
  const at = pathStart(head);
  if (at < 0) return target;
  const query = keepsQuery ? target.indexOf("?", at) : -1;
  return target.slice(0, at) + path + (query < 0 ? "" : target.slice(query));
}

/** The target with another query; an empty one takes the question mark with it. */
export function withQuery({ target }: RequestHead, query: string): string {
  const at = target.indexOf("?");
  const before = at < 0 ? target : target.slice(0, at);
  return query === "" ? before : `${before}?${query}`;
}
