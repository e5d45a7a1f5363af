import type { Text } from "../../agent/base/text.ts";

/** What to type next. @param usual the name that the lab has when none is given */
export function hintFor(name: string, usual: string): Text {
  const option = name === usual ? "" : ` --name ${name}`;
  const grade = name === usual ? "" : ` ${name}`;
  return {
    fr: [
      `Un shell : bascule exec lb1${option}`,
      "L'état : bascule status",
      `La note : bascule grade${grade}`,
      `Pour finir : bascule down${option}`,
    ].join("\n"),
    en: [
      `A shell: bascule exec lb1${option}`,
      "How it stands: bascule status",
      `The grade: bascule grade${grade}`,
      `To end it: bascule down${option}`,
    ].join("\n"),
  };
}
