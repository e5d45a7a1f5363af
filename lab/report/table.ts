/** Columns as wide as their widest cell; those of `right` are aligned to the right. Widths count code points. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? "")].length)),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const fill = " ".repeat((widths[column] ?? 0) - [...cell].length);
      return right.includes(column) ? fill + cell : cell + fill;
    });
    return `  ${cells.join("  ")}`.trimEnd();
  });
}
