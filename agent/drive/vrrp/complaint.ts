import { formatProblem } from "../../base/problem.ts";
import type { Text } from "../../base/text.ts";
import type { Configuration } from "./configuration.ts";
import type { VrrpFlags } from "./flag-table.ts";

/** What is wrong with a file, in lines. */
export function complaints({ problems, checked }: Configuration, { language }: VrrpFlags): readonly string[] {
  const lines = problems.map((problem) => formatProblem(problem, language));
  return checked.securityViolation ? [...lines, securityViolation, remedy[language]] : lines;
}

/** The same for `-t`, each with its line; and what the original does not say. The rules know the remedy. */
export async function allComplaints(
  { lintable, checked, sourceOf }: Configuration,
  { language }: VrrpFlags,
): Promise<readonly string[]> {
  // The daemon has no use for either.
  const [{ lint }, { formatWithExcerpt }] = await Promise.all([
    import("../../lint/lint.ts"),
    import("../../base/excerpt.ts"),
  ]);
  const lines = lint(lintable).map((problem) => formatWithExcerpt(problem, language, sourceOf));
  return checked.securityViolation ? [...lines, securityViolation] : lines;
}

const securityViolation = "SECURITY VIOLATION - scripts are being executed but script_security not enabled.";

const remedy: Text = {
  fr: "Des scripts sont lancés sans que keepalived contrôle qui peut les modifier. Écrivez deux lignes dans global_defs, en tête du fichier : « script_user root » et « enable_script_security ».",
  en: 'Scripts are run without a check who may change them. Write two lines in global_defs, at the top of the file: "script_user root" and "enable_script_security".',
};
