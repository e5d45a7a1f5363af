import { parseArgs } from "node:util";
import type { Text } from "../../agent/base/text.ts";

export interface AppSettings {
  readonly name: string;
  readonly port: number;
  /** Answers health checks with 503 from the start. */
  readonly sick: boolean;
}

const usage = "bascule-app --name NAME --port PORT [--sick]";

/** The settings, or what is wrong with the command line. */
export function appSettings(argv: readonly string[]): AppSettings | { readonly mistake: Text } {
  try {
    const options = {
      name: { type: "string" },
      port: { type: "string", default: "8080" },
      sick: { type: "boolean", default: false },
    } as const;
    const { name, port, sick } = parseArgs({ args: [...argv], options }).values;
    if (name === undefined || !/^[\w.-]+$/.test(name))
      return mistake(`--name : ${usage}`, `--name: ${usage}`);
    const number = /^\d+$/.test(port) ? Number(port) : Number.NaN;
    if (number <= 65_535) return { name, port: number, sick };
    return mistake(
      `le port ${port} n'est pas un nombre de 0 à 65535`,
      `the port ${port} is not a number from 0 to 65535`,
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return mistake(`${reason} (${usage})`, `${reason} (${usage})`);
  }
}

function mistake(fr: string, en: string): { readonly mistake: Text } {
  return { mistake: { fr, en } };
}
