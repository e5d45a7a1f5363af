import type { Text } from "../../agent/base/text.ts";
import type { Environment } from "../command/context.ts";
import { inEvery } from "../document/problem.ts";
import type { Missing, Runtime } from "../runtime/runtime.ts";
import { type Examination, type Finding, same } from "./examination.ts";

/** One line of the answer, with what it was that was looked at. */
export interface Examined extends Finding {
  readonly name: string;
  readonly title: Text;
}

export interface Diagnosis {
  readonly examined: readonly Examined[];
  /** The runtimes on which a lab can run now. */
  readonly runtimes: readonly string[];
}

interface Subject {
  readonly examinations: Readonly<Record<string, Examination>>;
  readonly runtimes: Readonly<Record<string, Runtime>>;
  readonly environment: Environment;
}

/** Looks at everything at once; nothing is changed. */
export async function diagnose({ examinations, runtimes, environment }: Subject): Promise<Diagnosis> {
  const looks = Object.entries(examinations).map(async ([name, { title, examine }]) => ({
    name,
    title,
    ...(await examine(environment)),
  }));
  const tries = Object.entries(runtimes).map(async ([name, runtime]) => ({
    name: `runtime-${name}`,
    title: same(`--runtime ${name}`),
    ...describeRuntime(await runtime.missing()),
  }));
  const [examined, tried] = await Promise.all([Promise.all(looks), Promise.all(tries)]);
  const able = Object.keys(runtimes).filter((_, index) => tried[index]?.state === "ok");
  return { examined: [...examined, ...tried], runtimes: able };
}

/** What a runtime lacks is asked of the runtime itself: the same question that `bascule lab` asks. */
export function describeRuntime(missing: readonly Missing[]): Finding {
  if (missing.length === 0)
    return { state: "ok", found: { fr: "un labo peut tourner", en: "a lab can run" } };
  const joined = (part: "what" | "remedy") =>
    inEvery((language) => missing.map((each) => each[part][language]).join("; "));
  const what = joined("what");
  return {
    state: "missing",
    found: { fr: `il manque ${what.fr}`, en: `it lacks ${what.en}` },
    remedy: joined("remedy"),
  };
}
