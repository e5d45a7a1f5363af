import type { Arguments, Conversion, Converter } from "../fetch.ts";
import { casts, type Sample } from "../sample.ts";
import { isVariable, readVariable } from "../variable.ts";

const [lowest, highest] = [-(2n ** 63n), 2n ** 63n - 1n];

/** Converters that calculate, with signed numbers of 64 bits. The other number stands there, or in a variable. */
export const numberConverters: readonly Converter[] = [
  two("add", (left, right) => left + right),
  two("sub", (left, right) => left - right),
  two("mul", (left, right) => left * right),
  two("div", (left, right) => (right === 0n ? highest : left / right)),
  two("mod", (left, right) => (right === 0n ? 0n : left % right)),
  two("and", (left, right) => left & right),
  two("or", (left, right) => left | right),
  two("xor", (left, right) => left ^ right),
  one("neg", "number", (value) => -value),
  one("cpl", "number", (value) => ~value),
  one("bool", "truth", (value) => value !== 0n),
  one("not", "truth", (value) => value === 0n),
  one("odd", "truth", (value) => (value & 1n) === 1n),
  one("even", "truth", (value) => (value & 1n) === 0n),
];

/** The sample's number, as exact as it comes. */
function wide(sample: Sample): bigint {
  return BigInt(casts.number(sample) as number | bigint);
}

/** Within 64 bits: what is too much stays at the limit. */
function narrow(value: bigint): Sample {
  const kept = value < lowest ? lowest : value > highest ? highest : value;
  const number = Number(kept);
  return Number.isSafeInteger(number) ? number : kept;
}

function one(
  name: string,
  gives: "number" | "truth",
  calculate: (value: bigint) => bigint | boolean,
): Converter {
  const convert: Conversion = (sample) => {
    const result = calculate(wide(sample));
    return typeof result === "boolean" ? result : narrow(result);
  };
  return { name, takes: "number", gives, compile: () => convert };
}

function two(name: string, calculate: (left: bigint, right: bigint) => bigint): Converter {
  const compile = ([operand = ""]: Arguments): Conversion => {
    if (!isVariable(operand)) {
      const right = BigInt(operand);
      return (sample) => narrow(calculate(wide(sample), right));
    }
    return (sample, view) => {
      const right = readVariable(view, operand);
      return right === undefined ? undefined : narrow(calculate(wide(sample), wide(right)));
    };
  };
  const refuses = ([operand = ""]: Arguments): string | undefined => {
    const zero = Number(operand) === 0 && (name === "div" || name === "mod");
    return isVariable(operand) || (/^-?\d+$/.test(operand) && !zero) ? undefined : operand;
  };
  return { name, takes: "number", gives: "number", parameters: ["text"], required: 1, refuses, compile };
}
