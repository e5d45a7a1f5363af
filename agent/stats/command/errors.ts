import type { CapturedError } from "../error-log.ts";
import type { ProxyView, StatsView } from "../view.ts";
import { type Command, complain } from "./command.ts";
import { findProxy } from "./find.ts";

/** As large as the original's buffer, which the form mentions. */
const bufferBytes = 16_336;
const lineWidth = 70;

const sides = ["request", "response"] as const;

/** `show errors` [T]. */
export const errorCommands: readonly Command[] = [
  {
    words: ["show", "errors"],
    usage: [
      "show errors [<px>] [request|response]",
      "report last request and/or response errors for each proxy",
    ],
    level: "operator",
    run: ([name, which], { view }) => {
      const only = name === undefined || name === "-1" ? undefined : findProxy(view, name);
      if (name !== undefined && !only && !/^-?\d+$/.test(name)) return complain("No such proxy.");
      const head = `Total events captured on [${view.date()}] : ${view.errors.total}\n`;
      const wanted = sides.filter((side) => which === undefined || !isSide(which) || which === side);
      const proxies = view.proxies.filter((proxy) => isWanted(proxy, name, only));
      const texts = proxies.flatMap((proxy) =>
        wanted.map((side) => {
          const error = view.errors.of(proxy.name, side);
          return error ? ` \n${describe(view, proxy, error)}` : "";
        }),
      );
      return { text: head + texts.join("") };
    },
  },
];

function isSide(word: string): boolean {
  return sides.some((side) => side === word);
}

function isWanted(proxy: ProxyView, name: string | undefined, only: ProxyView | undefined): boolean {
  return name === undefined || name === "-1" || proxy === only;
}

function describe(view: StatsView, proxy: ProxyView, error: CapturedError): string {
  const { evidence, source, event, date } = error;
  const { bytes, at, reason, side } = evidence;
  const half = side === "request" ? "frontend" : "backend";
  const other = side === "request" ? backendOf(view, error) : `frontend ${numbered(view, error.frontend)}`;
  return `[${date}] ${half} ${proxy.name} (#${proxy.id}): invalid ${side}
  ${other}, server ${serverOf(view, error)}, event #${event}, src ${source}
  buffer starts at 0 (including 0 out), ${Math.max(0, bufferBytes + 48 - bytes.length)} free,
  len ${bytes.length}, wraps at ${bufferBytes}, error at position ${at}
  reason ${reason} :
  
${dump(bytes)}`;
}

function numbered(view: StatsView, name: string): string {
  return `${name} (#${findProxy(view, name)?.id ?? -1})`;
}

function backendOf(view: StatsView, { backend }: CapturedError): string {
  return `backend ${backend === undefined ? "<NONE> (#-1)" : numbered(view, backend)}`;
}

function serverOf(view: StatsView, { backend, server }: CapturedError): string {
  if (backend === undefined || server === undefined) return "<NONE> (#-1)";
  const config = findProxy(view, backend)?.back?.state.config.servers[server];
  return `${config?.name ?? "<NONE>"} (#${server + 1})`;
}

/** Each line with the place of its first byte; `+`: the line goes on. */
function dump(bytes: Uint8Array): string {
  let text = "";
  let [line, start, goesOn] = ["", 0, false];
  const flush = (next: number, cut: boolean): void => {
    text += `  ${String(start).padStart(5, "0")}${goesOn ? "+" : " "} ${line}\n`;
    [line, start, goesOn] = ["", next, cut];
  };
  for (const [at, byte] of bytes.entries()) {
    const shown = printed(byte);
    if (line.length + shown.length > lineWidth) flush(at, true);
    line += shown;
    if (byte === 10) flush(at + 1, false);
  }
  if (line !== "") flush(bytes.length, false);
  return text;
}

const names: Readonly<Record<number, string>> = { 9: "\\t", 10: "\\n", 13: "\\r", 27: "\\e", 92: "\\\\" };

function printed(byte: number): string {
  const name = names[byte];
  if (name !== undefined) return name;
  return byte >= 32 && byte < 127
    ? String.fromCharCode(byte)
    : `\\x${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}
