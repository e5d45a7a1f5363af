/** Markup that may stand in a page as it is. Only this file makes it, so whatever else is put in is escaped. */
export class Html {
  readonly #markup: string;

  constructor(markup: string, maker: typeof key) {
    if (maker !== key) throw new TypeError("markup is made by html``");
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

const key = Symbol("html");

/** What a template takes; `undefined` and `false` leave nothing. */
export type Value = Html | string | number | undefined | false | readonly Value[];

/**
 * A piece of the page: text between the marks is escaped, wherever it comes from. Attributes must be quoted.
 * @example html`<td title="${line}">${name}</td>`
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const markup = parts.map((part, index) => part + (index < values.length ? markupOf(values[index]) : ""));
  return new Html(markup.join(""), key);
}

/** The page's own style sheet: a style element holds text, in which nothing is escaped. */
export function styleElement(css: string): Html {
  if (css.includes("</")) throw new RangeError("a style sheet cannot hold the end of its element");
  return new Html(`<style>${css}</style>`, key);
}

function markupOf(value: Value): string {
  if (value === undefined || value === false) return "";
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number") return String(value);
  return value instanceof Html ? value.toString() : value.map(markupOf).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Control characters, and those that turn the direction of writing, would show something else than is there. */
const unprintable = /(?![\t\n\r])[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu;

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(unprintable, "\ufffd")
    .replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
