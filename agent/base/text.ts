/** The languages in which bascule speaks to people. */
export const languages = ["fr", "en"] as const;
export type Language = (typeof languages)[number];

/** A sentence for a user, in every language; the type checker finds a missing one. */
export type Text = Readonly<Record<Language, string>>;

/**
 * The language that BASCULE_LANG (which the lab gives to programs in its nodes) or the POSIX locale variables ask for
 * (LC_ALL before LC_MESSAGES before LANG); else English.
 */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const wanted =
    environment.BASCULE_LANG || environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || "";
  return wanted.toLowerCase().startsWith("fr") ? "fr" : "en";
}
