import { type ResponseHead, valuesOf } from "../http/head.ts";

const statuses = new Set([200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501]);

/** Somebody on the way may keep this answer: its status allows it, and it says how long, or how to ask again. */
export function isCacheable(head: ResponseHead): boolean {
  if (!statuses.has(head.status)) return false;
  const words = valuesOf(head, "cache-control").join(",").toLowerCase();
  if (/\b(?:no-store|no-cache|private|max-age=0|s-maxage=0)\b/.test(words)) return false;
  if (/\b(?:public|max-age|s-maxage)\b/.test(words)) return true;
  return head.headers.some(({ name }) => ["expires", "etag", "last-modified"].includes(name));
}
