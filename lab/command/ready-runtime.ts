import type { Text } from "../../agent/base/text.ts";
import { LabError, labError } from "../errors.ts";
import { reasonOf } from "../runtime/docker/engine.ts";
import type { NetworkPlan, Runtime } from "../runtime/runtime.ts";
import { sweepEverywhere } from "../runtime/sweep.ts";
import type { Stack } from "../stack/stack.ts";
import { bestRuntime, insteadOfDocker } from "./best-runtime.ts";
import { chooseRuntime, type RuntimeWish } from "./choose-runtime.ts";
import type { Context } from "./context.ts";
import { supply } from "./supply.ts";

/** What a lab wants of where it is built. */
export interface LabNeeds {
  readonly stack: Pick<Stack, "missing">;
  readonly networks: readonly NetworkPlan[];
}

/** Who did not ask for Docker does not wait longer for its image. */
const imageLimitS = 180;

/**
 * Where the lab will be built, with all that it needs, and without what dead labs left. Without a wish it is the best
 * there is, which is said with the reason; an engine that cannot be made ready is no reason to do without the lab.
 */
export async function readyRuntime(wish: RuntimeWish, needs: LabNeeds, context: Context): Promise<Runtime> {
  if (wish.runtime !== undefined || wish.network !== undefined)
    return ready(await chooseRuntime(wish), needs, context, context.signal);
  const best = await bestRuntime();
  context.progress(best.why);
  if (best.runtime.name !== "docker") return ready(best.runtime, needs, context, context.signal);
  try {
    return await ready(best.runtime, needs, context, limited(context.signal));
  } catch (error) {
    context.signal.throwIfAborted();
    const { runtime, why } = insteadOfDocker(textOf(error));
    context.progress(why);
    return ready(runtime, needs, context, context.signal);
  }
}

async function ready(
  runtime: Runtime,
  { stack, networks }: LabNeeds,
  context: Context,
  signal: AbortSignal,
): Promise<Runtime> {
  const ofStack = runtime.bringsPrograms ? [] : await stack.missing();
  await supply([...(await runtime.missing()), ...ofStack], context);
  for (const { text } of await sweepEverywhere()) context.progress(text);
  await runtime.prepare?.({ networks, signal, progress: (text) => context.progress(text) });
  return runtime;
}

function limited(signal: AbortSignal): AbortSignal {
  const late = new AbortController();
  setTimeout(() => late.abort(labError("ERR_IMAGE_BUILD", lateText)), imageLimitS * 1000).unref();
  return AbortSignal.any([signal, late.signal]);
}

function textOf(error: unknown): Text {
  if (error instanceof LabError) return error.text;
  const reason = reasonOf(error);
  return { fr: `Docker : ${reason}`, en: `Docker: ${reason}` };
}

const lateText: Text = {
  fr: `L'image des nœuds n'était pas prête après ${imageLimitS} s. Pour l'attendre : --runtime docker.`,
  en: `The image of the nodes was not ready after ${imageLimitS} s. To wait for it: --runtime docker.`,
};
