import type { CheckAnswer } from "../answer.ts";
import type { CheckScene, ExpectStep, Judgement } from "../step.ts";

type HttpExpect = Pick<ExpectStep, "says" | "judge">;

/** How a text is looked for: `-m METHOD`. */
export interface TextMatch {
  readonly method: "str" | "beg" | "end" | "sub" | "reg";
  readonly text: (scene: CheckScene) => string;
}

/** What must be true of the head of an HTTP answer. */
export function headExpect(
  says: string,
  negated: boolean,
  holds: (answer: CheckAnswer, scene: CheckScene) => boolean,
): HttpExpect {
  const judge = (scene: CheckScene): Judgement => {
    const { answer } = scene;
    if (!answer) return "wait";
    if (holds(answer, scene) !== negated) return "passed";
    return { status: "l7-status", code: answer.head.status, info: answer.head.reason };
  };
  return { says, judge };
}

export interface BodyOptions {
  readonly negated: boolean;
  /** `min-recv`: −1 waits for the whole body. */
  readonly leastBytes?: number;
}

/** What must be true of its body. */
export function bodyExpect(
  says: string,
  { negated, leastBytes = -1 }: BodyOptions,
  holds: (body: string, scene: CheckScene) => boolean,
): HttpExpect {
  const judge = (scene: CheckScene): Judgement => {
    const { answer } = scene;
    if (!answer) return "wait";
    const { body, complete } = answer;
    if (!complete && (body === "" || body.length < leastBytes)) return "wait";
    if (body === "") {
      return { status: "l7-invalid", info: "HTTP content check could not find a response body", plain: true };
    }
    const found = holds(body, scene);
    if (!found && !complete && leastBytes < 0) return "wait";
    if (found !== negated) return "passed";
    const info = found ? "HTTP check matched unwanted content" : "HTTP content check did not match";
    return { status: "l7-invalid", info };
  };
  return { says, judge };
}

/** `200`, `200-399`, `200,204`. */
export function statusExpect(list: string, negated: boolean): HttpExpect {
  return headExpect("expect HTTP status codes", negated, ({ head }) => inList(head.status, list));
}

function inList(status: number, list: string): boolean {
  return list.split(",").some((part) => {
    const [low = "", high = low] = part.split("-");
    return status >= Number(low) && status <= Number(high);
  });
}

/** A header of this name is there; `whole`: a comma separates no values. */
export function headerExpect(
  { name, value, whole }: { readonly name: TextMatch; readonly value?: TextMatch; readonly whole: boolean },
  negated: boolean,
): HttpExpect {
  return headExpect("expect HTTP header", negated, ({ head }, scene) =>
    head.headers.some((header) => {
      if (!matches(name, header.name, scene, true)) return false;
      const members = whole ? [header.value] : header.value.split(",").map((member) => member.trim());
      return value === undefined || members.some((member) => matches(value, member, scene, false));
    }),
  );
}

function matches({ method, text }: TextMatch, subject: string, scene: CheckScene, lower: boolean): boolean {
  const wanted = text(scene);
  if (method === "reg") return new RegExp(wanted).test(subject);
  return textTests[method](subject, lower ? wanted.toLowerCase() : wanted);
}

const textTests = {
  str: (subject: string, text: string) => subject === text,
  beg: (subject: string, text: string) => subject.startsWith(text),
  end: (subject: string, text: string) => subject.endsWith(text),
  sub: (subject: string, text: string) => subject.includes(text),
} as const;
