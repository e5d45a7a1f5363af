import { readFile } from "node:fs/promises";
import type { Text } from "../../agent/base/text.ts";
import { shownPath } from "../document/shown-path.ts";
import { labError } from "../errors.ts";

/** Nobody writes so much by hand. */
const largestBytes = 4 * 1024 * 1024;

const reasons: Readonly<Record<string, Text>> = {
  ENOENT: { fr: "il n'existe pas", en: "it does not exist" },
  EACCES: { fr: "vous n'avez pas le droit de le lire", en: "you may not read it" },
  EISDIR: { fr: "c'est un dossier", en: "it is a folder" },
};

/** The text of a configuration file. @throws LabError ERR_CHECK_READ when there is none */
export async function readConfigText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw unreadable(path, reasons[code] ?? { fr: code, en: code }, cause);
  });
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    throw unreadable(path, {
      fr: "il est en UTF-16, comme Windows l'écrit parfois ; enregistrez-le en UTF-8",
      en: "it is UTF-16, as Windows writes at times; save it as UTF-8",
    });
  }
  if (bytes.includes(0)) {
    throw unreadable(path, { fr: "ce n'est pas un fichier texte", en: "it is not a text file" });
  }
  if (bytes.length > largestBytes) {
    const mebibytes = Math.round(bytes.length / 1024 / 1024);
    throw unreadable(path, {
      fr: `il fait ${mebibytes} Mio, ce n'est sans doute pas une configuration`,
      en: `it has ${mebibytes} MiB, it is hardly a configuration`,
    });
  }
  return bytes.toString("utf8");
}

function unreadable(path: string, { fr, en }: Text, cause?: unknown) {
  const file = shownPath(path);
  return labError(
    "ERR_CHECK_READ",
    {
      fr: `${file} : le fichier ne peut pas être vérifié : ${fr}`,
      en: `${file}: the file cannot be checked: ${en}`,
    },
    cause,
  );
}
