import type { ProxyContext } from "./keyword.ts";

/** The order of the kinds is fixed, whatever the order of the lines. */
export function warnOrder(context: ProxyContext, late: string, early: string): void {
  context.report.warned(context.place(0), "ERR_CONFIG_SYNTAX", {
    fr: `"${late}" passe avant "${early}", même écrit après : écrivez la ligne au-dessus, pour que cela se voie.`,
    en: `"${late}" is applied before "${early}", though written behind it: write the line above, so that it shows.`,
  });
}
