/** The longest of the patterns that a text begins with: one look for each length that there is, however many patterns. */
export function prefixLookup(wanted: readonly string[]): (text: string) => number {
  const [only = ""] = wanted;
  if (wanted.length === 1) return (text) => (text.startsWith(only) ? 0 : -1);
  const places = new Map<string, number>();
  for (const [index, text] of wanted.entries()) if (!places.has(text)) places.set(text, index);
  const lengths = [...new Set(wanted.map(({ length }) => length))].sort((left, right) => right - left);
  return (text) => {
    for (const length of lengths) {
      if (length > text.length) continue;
      const place = places.get(text.slice(0, length));
      if (place !== undefined) return place;
    }
    return -1;
  };
}
