import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from "yaml";

/** Keys and list indices from the root of a document: `["services", "lb1", "volumes", 0]`. */
export type Path = readonly PropertyKey[];

/** What an issue is about: the key itself (an unknown one) or the value behind it. */
export type Side = "key" | "value";

interface Found {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

/** Offset in the text of what stands at `path`; of the nearest parent that exists when nothing does. */
export function offsetOf(document: Document, path: Path, side: Side): number {
  let found: Found = { key: undefined, value: nodeOf(document.contents) };
  for (const segment of path) {
    const child = childOf(document, found.value, segment);
    if (child === undefined) return startOf(found, "key");
    found = child;
  }
  return startOf(found, side);
}

/** `services.lb1.volumes[0]`, as people write it. */
export function formatPath(path: Path): string {
  const parts = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
  return parts.join("").replace(/^\./, "");
}

function startOf({ key, value }: Found, side: Side): number {
  const wanted = side === "key" ? (key ?? value) : (value ?? key);
  return wanted?.range?.[0] ?? key?.range?.[0] ?? 0;
}

function childOf(document: Document, parent: Node | undefined, segment: PropertyKey): Found | undefined {
  const node = resolved(document, parent);
  if (isSeq(node)) {
    const item = nodeOf(node.items[Number(segment)]);
    return item === undefined ? undefined : { key: item, value: item };
  }
  return isMap(node) ? pairOf(document, node, String(segment)) : undefined;
}

/** A map's own pair wins over a merged one (`<<`), as in the data. */
function pairOf(document: Document, map: YAMLMap, name: string): Found | undefined {
  const own = map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === name);
  if (own !== undefined) return { key: nodeOf(own.key), value: nodeOf(own.value) };
  for (const source of mergedMaps(document, map)) {
    const found = pairOf(document, source, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function mergedMaps(document: Document, map: YAMLMap): YAMLMap[] {
  const merges = map.items.filter((pair) => isScalar(pair.key) && String(pair.key.source) === "<<");
  const values = merges.map((pair) => resolved(document, nodeOf(pair.value)));
  return values
    .flatMap((value) =>
      isSeq(value) ? value.items.map((item) => resolved(document, nodeOf(item))) : [value],
    )
    .filter(isMap);
}

function resolved(document: Document, node: Node | undefined): Node | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

function nodeOf(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}
