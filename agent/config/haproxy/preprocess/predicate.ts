import { originalVersion } from "../version.ts";
import { features } from "./feature.ts";
import { compareVersions } from "./version-order.ts";

/** Gives the value of an environment variable. */
export type Lookup = (name: string) => string | undefined;

interface Predicate {
  /** How many arguments it must have. */
  readonly needs: 0 | 2;
  readonly most: 1 | 2;
  holds(values: readonly string[], lookup: Lookup): boolean;
}

/** What a condition of `.if` may ask (manual §2.4) [T]. */
export const predicates: Readonly<Record<string, Predicate>> = {
  defined: { needs: 0, most: 1, holds: ([name = ""], lookup) => lookup(name) !== undefined },
  // Without a name it asks for the empty one, which every list begins with.
  feature: { needs: 0, most: 1, holds: ([name = ""]) => name === "" || features.has(name) },
  streq: { needs: 2, most: 2, holds: ([one, other]) => one === other },
  strneq: { needs: 2, most: 2, holds: ([one, other]) => one !== other },
  version_atleast: {
    needs: 0,
    most: 1,
    holds: ([version = ""]) => compareVersions(originalVersion, version) >= 0,
  },
  version_before: {
    needs: 0,
    most: 1,
    holds: ([version = ""]) => compareVersions(originalVersion, version) < 0,
  },
};
