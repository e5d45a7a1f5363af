import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from "../base64.ts";
import type { Arguments, Conversion, Converter } from "../fetch.ts";
import { fromHex } from "../match/binary.ts";
import type { Sample, SampleKind } from "../sample.ts";

/** Converters between bytes and the ways to write them. */
export const encodingConverters: readonly Converter[] = [
  plain("hex", "binary", "text", hex),
  plain("hex2i", "text", "number", (text) =>
    /^[0-9a-fA-F]+$/.test(text) ? Number.parseInt(text, 16) : undefined,
  ),
  plain("base64", "binary", "text", encodeBase64),
  plain("b64dec", "text", "binary", decodeBase64),
  plain("ub64enc", "binary", "text", encodeBase64Url),
  plain("ub64dec", "text", "binary", decodeBase64Url),
  plain("htonl", "number", "binary", (number) =>
    fromHex((Number(number) >>> 0).toString(16).padStart(8, "0")),
  ),
  grouped("be2hex", (bytes) => hex(bytes)),
  grouped("be2dec", (bytes) => BigInt(`0x0${hex(bytes)}`).toString()),
  { name: "url_dec", takes: "text", gives: "text", parameters: ["number"], compile: urlDecode },
  {
    name: "url_enc",
    takes: "text",
    gives: "text",
    parameters: ["text"],
    refuses: ([type = ""]) => (type === "" || type === "query" ? undefined : type),
    compile: () => (text) =>
      (text as string).replace(/[^A-Za-z0-9._~-]/g, (character) => `%${hex(character)}`),
  },
];

function plain(
  name: string,
  takes: SampleKind,
  gives: SampleKind,
  convert: (text: string) => Sample | undefined,
): Converter {
  return { name, takes, gives, compile: () => convert as Conversion };
}

function hex(bytes: string): string {
  let text = "";
  for (let at = 0; at < bytes.length; at++) {
    text += bytes.charCodeAt(at).toString(16).toUpperCase().padStart(2, "0");
  }
  return text;
}

/** `NAME(separator,bytes of a group,1)`: the last drops a group that is not whole. */
function grouped(name: string, write: (bytes: string) => string): Converter {
  return {
    name,
    takes: "binary",
    gives: "text",
    parameters: ["text", "number", "number"],
    required: name === "be2dec" ? 2 : 0,
    compile: ([separator = "", size = "", truncate = ""]: Arguments) => {
      const width = Math.max(1, Number(size || "1"));
      return (value) => {
        const groups = (value as string).match(new RegExp(`[^]{1,${width}}`, "g")) ?? [];
        const whole = truncate === "1" ? groups.filter(({ length }) => length === width) : groups;
        return whole.map(write).join(separator);
      };
    },
  };
}

/** A plus is a blank behind the question mark; with 1, everywhere. A text with a bad escape is none. */
function urlDecode([form = ""]: Arguments): Conversion {
  return (value) => {
    const text = value as string;
    if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
    const query = form === "1" ? 0 : text.indexOf("?");
    const spaced = query < 0 ? text : text.slice(0, query) + text.slice(query).replaceAll("+", " ");
    return spaced.replace(/%(..)/g, (_, pair: string) => String.fromCharCode(Number.parseInt(pair, 16)));
  };
}
