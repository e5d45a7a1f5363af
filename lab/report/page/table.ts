import { type Html, html, type Value } from "./html.ts";

interface Column {
  readonly head: Value;
  /** Figures are aligned to the right. */
  readonly figure?: boolean;
}

/** A table whose first column heads its rows; it scrolls by itself where the screen is narrow. */
export function tableOf(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Value[])[],
): Html {
  const classOf = (index: number) => (columns[index]?.figure ? "figure" : "text");
  const head = columns.map((column, index) => {
    return html`<th scope="col" class="${classOf(index)}">${column.head}</th>`;
  });
  const body = rows.map((row) => {
    const cells = row.map((cell, index) =>
      index === 0
        ? html`<th scope="row" class="${classOf(0)}">${cell}</th>`
        : html`<td class="${classOf(index)}">${cell}</td>`,
    );
    return html`<tr>${cells}</tr>\n`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>
`;
}
