import { type Address, parseNetwork } from "../address.ts";
import type { Arguments, Converter } from "../fetch.ts";
import type { Sample } from "../sample.ts";
import { isVariable, setVariable } from "../variable.ts";

/** Converters that look at more than their sample, or at its kind. */
export const otherConverters: readonly Converter[] = [
  {
    name: "iif",
    takes: "truth",
    gives: "text",
    parameters: ["text", "text"],
    required: 2,
    compile:
      ([yes = "", no = ""]) =>
      (truth) =>
        truth === true ? yes : no,
  },
  variable("set-var", (sample) => sample),
  variable("unset-var", () => undefined),
  {
    name: "nbsrv",
    takes: "text",
    gives: "number",
    compile: () => (name, view) => view.backend(name as string)?.usable,
  },
  {
    name: "srv_queue",
    takes: "text",
    gives: "number",
    compile: () => (name, view) => {
      const [backend = "", server = ""] = (name as string).includes("/")
        ? (name as string).split("/", 2)
        : [view.transaction?.backend, name as string];
      return view.backend(backend)?.server?.(server)?.queued;
    },
  },
  {
    name: "ipmask",
    takes: "address",
    gives: "address",
    parameters: ["text", "text"],
    required: 1,
    refuses: ([four = "", six = ""]) =>
      maskOf(four, 4) === undefined ? four : maskOf(six || "128", 6) === undefined ? six : undefined,
    compile: ([four = "", six = ""]) => {
      const masks = { 4: maskOf(four, 4) ?? 0n, 6: maskOf(six || "128", 6) ?? 0n };
      return (sample) => masked(sample as Address, masks);
    },
  },
];

/** What passes goes on as it is; by the way a variable gets what `value` makes of it. */
function variable(name: string, value: (sample: Sample) => Sample | undefined): Converter {
  return {
    name,
    takes: "any",
    gives: "same",
    parameters: ["text"],
    required: 1,
    refuses: ([variableName = ""]: Arguments) => (isVariable(variableName) ? undefined : variableName),
    compile:
      ([variableName = ""]) =>
      (sample, view) => {
        setVariable(view, variableName, value(sample));
        return sample;
      },
  };
}

/** `24`, `255.255.255.0`, `64`, `ffff:ffff::`. */
function maskOf(text: string, family: 4 | 6): bigint | undefined {
  const any = family === 4 ? "0.0.0.0" : "::";
  const network = /^\d+$/.test(text) ? parseNetwork(`${any}/${text}`)?.mask : parseNetwork(text)?.address;
  return network?.family === family ? BigInt(network.bits) : undefined;
}

function masked({ family, bits }: Address, masks: Readonly<Record<4 | 6, bigint>>): Sample {
  const kept = BigInt(bits) & masks[family];
  return family === 4 ? { family, bits: Number(kept) } : { family, bits: kept };
}
