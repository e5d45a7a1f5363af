/**
 * Where `reached` becomes true in a list in which it stays true from then on; the length when it never does.
 * A run has hundreds of thousands of probes and dozens of windows: a scan for each would take minutes.
 */
export function firstIndex<Item>(items: readonly Item[], reached: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(items[middle] as Item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
