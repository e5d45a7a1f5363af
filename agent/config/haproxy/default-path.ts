import type { FileDraft } from "./draft.ts";
import { type Keyword, type LineContext, refuse, wordAt } from "./keyword.ts";

/** Where relative paths begin: `default-path` in `global`. */
export interface DefaultPath {
  readonly kind: "current" | "config" | "parent" | "origin";
  readonly origin: string;
}

export const defaultPathKeyword: Keyword = { name: "default-path", read: readDefaultPath };

function readDefaultPath(context: LineContext): void {
  const kind = (["current", "config", "parent", "origin"] as const).find((one) => one === wordAt(context, 1));
  const origin = wordAt(context, 2);
  if (!kind || (kind === "origin" && origin === "")) {
    refuse(context, kind ? 2 : 1, "ERR_CONFIG_VALUE", {
      fr: '"default-path" attend current, config, parent, ou origin et un dossier.',
      en: '"default-path" expects current, config, parent, or origin and a folder.',
    });
    return;
  }
  context.file.global.defaultPath = { kind, origin };
  if (kind === "origin") context.file.needs.push({ kind: "folder", value: origin, ...context.place(2) });
}

/** A path that a line names, as the program finds it from where it was started. */
export function pathFrom(written: string, { file, place }: Pick<LineContext, "file" | "place">): string {
  const folder = folderOf(file, place(0).file);
  return written.startsWith("/") || folder === "" ? written : `${folder}/${written}`;
}

function folderOf({ global }: FileDraft, source: string): string {
  const { kind, origin } = global.defaultPath ?? { kind: "current", origin: "" };
  if (kind === "current") return "";
  const config = source.includes("/") ? source.slice(0, source.lastIndexOf("/")) || "/" : ".";
  if (kind === "config") return config;
  return kind === "parent" ? `${config}/..` : origin;
}
