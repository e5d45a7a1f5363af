import { type Keyword, type LineContext, refuse, wordAt } from "../keyword.ts";

/** The keywords of `global` that change the environment for the lines behind them [T]. */
export const environmentKeywords: readonly Keyword[] = [
  { name: "setenv", read: (context) => set(context, true) },
  { name: "presetenv", read: (context) => set(context, false) },
  { name: "unsetenv", read: unset },
  { name: "resetenv", read: reset },
];

/** `setenv NAME VALUE`; `presetenv` keeps what there is. */
function set(context: LineContext, overwrite: boolean): void {
  const { environment } = context.file;
  const name = wordAt(context, 1);
  if (context.words.length < 3) {
    refuse(context, context.words.length, "ERR_CONFIG_VALUE", {
      fr: `"${wordAt(context, 0)}" attend un nom et une valeur : "${wordAt(context, 0)} PORT 8080".`,
      en: `"${wordAt(context, 0)}" expects a name and a value: "${wordAt(context, 0)} PORT 8080".`,
    });
  } else if (name === "" || name.includes("=")) {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: `"${name}" n'est pas un nom de variable.`,
      en: `"${name}" is no name of a variable.`,
    });
  } else if (overwrite || !environment.has(name)) environment.set(name, wordAt(context, 2));
}

function unset(context: LineContext): void {
  if (context.words.length < 2) {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"unsetenv" attend au moins un nom de variable.',
      en: '"unsetenv" expects the name of a variable at least.',
    });
  }
  for (const { text } of context.words.slice(1)) context.file.environment.delete(text);
}

/** `resetenv [NAME …]`: only these stay. */
function reset(context: LineContext): void {
  const kept = new Set(context.words.slice(1).map(({ text }) => text));
  for (const name of [...context.file.environment.keys()]) {
    if (!kept.has(name)) context.file.environment.delete(name);
  }
}
