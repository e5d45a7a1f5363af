import { inEvery } from "../document/problem.ts";
import { labError } from "../errors.ts";
import type { Missing } from "../runtime/runtime.ts";
import { ensureSetup } from "../setup/ensure.ts";
import type { Context } from "./context.ts";

/** Installs what may be installed. @throws LabError ERR_MACHINE_MISSING when something is still missing after what could be installed */
export async function supply(needs: readonly Missing[], context: Context): Promise<void> {
  if (needs.length === 0) return;
  const still = await ensureSetup(needs, context);
  if (still.length === 0) return;
  throw labError(
    "ERR_MACHINE_MISSING",
    inEvery((language) =>
      still.map(({ what, remedy }) => `${what[language]}. ${remedy[language]}`).join("\n"),
    ),
  );
}
