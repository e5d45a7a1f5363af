/** One mount, as fstab(5) writes it: what, where, type, options. */
export interface MountEntry {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly options: string;
}

/** `source` seen at `target`; `ro` by default. */
export function bind(source: string, target: string, options = "bind,ro"): MountEntry {
  return { source, target, type: "none", options };
}

/** The text of an fstab: one `mount --all` does in one process what a dozen would do otherwise. */
export function formatFstab(entries: readonly MountEntry[]): string {
  return entries
    .map(
      ({ source, target, type, options }) =>
        `${[source, target, type, options].map(escaped).join(" ")} 0 0\n`,
    )
    .join("");
}

/** Blanks and backslashes in octal, and `#`, which would start a comment. */
function escaped(field: string): string {
  return field.replace(
    /[\s\\#]/g,
    (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
}
