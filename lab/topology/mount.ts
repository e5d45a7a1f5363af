import { dirname, resolve } from "node:path";
import type { Text } from "../../agent/base/text.ts";
import type { TopologyMount } from "./topology.ts";

/** Reads `./lb1:/etc/keepalived:ro`; a text says what is wrong with it. */
export function parseMount(line: string, file: string): TopologyMount | Text {
  const [source = "", target = "", mode = "rw", ...rest] = line.split(":");
  if (!/^(\.{1,2}(\/|$)|\/)/.test(source)) return wrongSource;
  if (!target.startsWith("/") || rest.length > 0) return wrongForm;
  if (mode !== "ro" && mode !== "rw") return wrongMode(mode);
  return { source: resolve(dirname(file), source), target: resolve(target), readOnly: mode === "ro" };
}

const wrongSource: Text = {
  fr: "la source doit être un chemin qui commence par ./, ../ ou / ; les volumes nommés ne sont pas pris en charge",
  en: "the source must be a path that starts with ./, ../ or /; named volumes are not supported",
};

const wrongForm: Text = {
  fr: "écrivez source:cible ou source:cible:ro, avec une cible absolue",
  en: "write source:target or source:target:ro, with an absolute target",
};

function wrongMode(mode: string): Text {
  return {
    fr: `l'option « ${mode} » n'est pas prise en charge ; écrivez ro, rw ou rien`,
    en: `the option "${mode}" is not supported; write ro, rw or nothing`,
  };
}
