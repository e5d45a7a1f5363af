import { httpErrorsSection } from "./http-errors.ts";
import { mailersSection } from "./mailers.ts";
import { peersSection } from "./peers.ts";
import { resolversSection } from "./resolvers.ts";
import type { SectionKind } from "./section-kind.ts";
import { userlistSection } from "./userlist.ts";

/** The sections besides `global` and the proxies [T]. */
export const otherSections: readonly SectionKind[] = [
  userlistSection,
  httpErrorsSection,
  peersSection,
  resolversSection,
  mailersSection,
];
