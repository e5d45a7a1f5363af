import type { LinkTarget } from "./proxy-link.ts";

/** So many names of one server have idle connections of their own; those of further ones are not kept. */
const mostNames = 256;

/** A server that is asked for by a name (SNI): its connections cannot serve who asks for another one. */
export function namedTarget(target: LinkTarget, sni: string | undefined): LinkTarget {
  if (sni === undefined || !target.tls) return target;
  const known = target.named?.get(sni);
  if (known) return known;
  const { shelf: _, named: __, ...rest } = target;
  const made = { ...rest, key: `${target.key}#${sni}`, sni };
  target.named ??= new Map();
  if (target.named.size >= mostNames) return { ...made, once: true, shelf: newShelf() };
  target.named.set(sni, made);
  return made;
}

function newShelf(): NonNullable<LinkTarget["shelf"]> {
  return { idle: [], used: 0, peak: 0, before: 0 };
}
