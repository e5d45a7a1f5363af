import type { RequestView } from "../acl/view.ts";
import type { CheckedServer, Checker } from "./checker.ts";
import { ScriptRun } from "./script.ts";
import type { CheckScript } from "./step.ts";

/** A server that accepts a connection is well. */
const plain: CheckScript = { kind: "protocol", steps: [] };

/** The check that a backend asks for. */
export function checkerFor(
  backend: { readonly check?: CheckScript | undefined },
  view: RequestView,
  server?: CheckedServer,
): Checker {
  return new ScriptRun(backend.check ?? plain, view, server);
}
