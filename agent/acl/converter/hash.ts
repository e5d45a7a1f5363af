import { avalanche, hashOf } from "../../balance/hash.ts";
import { decodeBase64 } from "../base64.ts";
import { crc32c } from "../crc32c.ts";
import type { Arguments, Converter } from "../fetch.ts";
import { asText } from "../sample.ts";
import { readVariable } from "../variable.ts";
import type { World } from "../world.ts";
import { xxh32, xxh64 } from "../xxhash.ts";

/** Converters to a digest. Those of cryptography are done by the world around the rules. */
export const hashConverters: readonly Converter[] = [
  ...(["sdbm", "djb2", "wt6", "crc32"] as const).map(
    (name): Converter => ({
      name,
      takes: "binary",
      gives: "number",
      parameters: ["number"],
      compile: ([spread = ""]) => {
        const type = { function: name, avalanche: Number(spread) !== 0 };
        return (bytes) => hashOf(bytes as string, type);
      },
    }),
  ),
  {
    name: "crc32c",
    takes: "binary",
    gives: "number",
    parameters: ["number"],
    compile: ([spread = ""]) =>
      Number(spread) === 0
        ? (bytes) => crc32c(bytes as string)
        : (bytes) => avalanche(crc32c(bytes as string)),
  },
  seeded("xxh32", (bytes, seed) => xxh32(bytes, seed)),
  seeded("xxh64", (bytes, seed) => xxh64(bytes, BigInt(seed))),
  digest("sha1", [], () => "sha1"),
  digest("sha2", ["number"], ([bits = ""]) => `sha${bits || "256"}`),
  digest("digest", ["text"], ([name = ""]) => name),
  {
    name: "hmac",
    takes: "binary",
    gives: "binary",
    parameters: ["text", "text"],
    required: 2,
    compile:
      ([name = "", key = ""]) =>
      (bytes, view) => {
        const variable = readVariable(view, key);
        const secret = variable === undefined ? (decodeBase64(key) ?? "") : asText(variable);
        return view.world?.digest(name, bytes as string, secret);
      },
  },
];

function seeded(name: string, hash: (bytes: string, seed: number) => number | bigint): Converter {
  return {
    name,
    takes: "binary",
    gives: "number",
    parameters: ["number"],
    compile: ([seed = ""]) => {
      const start = Number(seed || "0");
      return (bytes) => hash(bytes as string, start);
    },
  };
}

function digest(
  name: string,
  parameters: Converter["parameters"] & {},
  algorithm: (args: Arguments) => string,
): Converter {
  return {
    name,
    takes: "binary",
    gives: "binary",
    parameters,
    ...(name === "digest" ? { required: 1 } : {}),
    ...(name === "sha2"
      ? { refuses: ([bits = ""]: Arguments) => (/^(224|256|384|512)?$/.test(bits) ? undefined : bits) }
      : {}),
    compile: (args) => {
      const wanted = algorithm(args);
      return (bytes, view): string | undefined =>
        (view.world as World | undefined)?.digest(wanted, bytes as string);
    },
  };
}
