/** The environment for the machine's tools: English messages, and the folders that ordinary users lack on PATH. */
export function toolEnvironment(): Record<string, string> {
  return { PATH: `${process.env.PATH ?? ""}:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin`, LC_ALL: "C" };
}

/** Each line with its line end. */
export function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}
