import type { AgentCode } from "../../base/errors.ts";
import type { Place, Problem } from "../../base/problem.ts";
import type { Text } from "../../base/text.ts";

/** Collects the problems of a file. */
export class Report {
  readonly problems: Problem[] = [];
  /** The original prints a warning too: its verdict then begins with "Warnings were found." */
  originalWarns = false;

  /** The original refuses the file. */
  fatal(place: Place, code: AgentCode, text: Text, instead?: string): void {
    this.#add("fatal", place, code, text, instead);
  }

  /** The original ignores or misreads it without a word. */
  mistake(place: Place, code: AgentCode, text: Text, instead?: string): void {
    this.#add("mistake", place, code, text, instead);
  }

  /** It works as written, and is seldom what its author wants. */
  advise(place: Place, code: AgentCode, text: Text): void {
    this.#add("advice", place, code, text);
  }

  /** A mistake of which the original warns as well. */
  warned(place: Place, code: AgentCode, text: Text): void {
    this.originalWarns = true;
    this.#add("mistake", place, code, text);
  }

  /** The original honours it too; here it has no effect, and needs none: `why` says so. */
  note(place: Place, why: Text): void {
    this.#add("note", place, "ERR_CONFIG_NOTE", why);
  }

  /** The original honours it and we do not: `why`, or not yet. */
  unsupported(place: Place, what: string, why?: Text): void {
    const fr = why ? `ne le fait pas : ${why.fr}` : "ne le fait pas encore";
    const en = why ? `does not: ${why.en}` : "does not yet";
    this.#add("unsupported", place, "ERR_CONFIG_UNSUPPORTED", {
      fr: `HAProxy connaît "${what}" ; bascule ${fr}. Retirez-le, ou utilisez la pile keepalived-haproxy.`,
      en: `HAProxy honours "${what}"; bascule ${en}. Remove it, or use the stack keepalived-haproxy.`,
    });
  }

  /** `instead`: what to write in place of the word there. */
  #add(
    severity: Problem["severity"],
    { file, line, column }: Place,
    code: AgentCode,
    text: Text,
    instead?: string,
  ): void {
    const suggestion = instead === undefined ? {} : { instead };
    this.problems.push({ severity, file, line, column, code, text, ...suggestion });
  }
}
