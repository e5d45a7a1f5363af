import { nearest } from "../../agent/base/nearest.ts";
import type { OptionSpec } from "./command.ts";
import { wrongValue } from "./usage-error.ts";

/** What the option's value means; throws ERR_USAGE where it means nothing. Flags have no value. */
export function readOptionValue(name: string, option: OptionSpec, value: string): string | number {
  if (option.kind === "integer") return readInteger(name, option, value);
  if (option.kind === "choice") return readChoice(name, option, value);
  return value;
}

function readInteger(name: string, option: OptionSpec & { kind: "integer" }, value: string): number {
  const { min, max } = option;
  const number = /^[+-]?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw wrongValue(`--${name}`, value, {
    fr: `un nombre entier de ${min} à ${max}`,
    en: `a whole number from ${min} to ${max}`,
  });
}

function readChoice(name: string, option: OptionSpec & { kind: "choice" }, value: string): string {
  if (option.choices.includes(value)) return value;
  const meant = nearest(value, option.choices);
  const offered = meant === undefined ? option.choices : [meant];
  throw wrongValue(`--${name}`, value, { fr: offered.join(" ou "), en: offered.join(" or ") });
}
