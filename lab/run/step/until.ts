import type { Text } from "../../../agent/base/text.ts";
import type { UntilOptions } from "./schema.ts";
import type { StepContext, StepKind } from "./step.ts";

interface Event {
  /** The addresses are where they belong. */
  reached(context: StepContext, struck: string): boolean;
  readonly done: (owner: string) => Text;
  readonly missed: (seconds: number) => Text;
}

const events: Readonly<Record<UntilOptions["event"], Event>> = {
  takeover: {
    reached: ({ view }, struck) => view.owners.some((owner) => owner !== struck),
    done: (owner) => ({ fr: `${owner} a pris l'adresse virtuelle`, en: `${owner} has taken the virtual IP` }),
    missed: (seconds) => ({
      fr: `Personne n'a pris l'adresse virtuelle en ${seconds} s`,
      en: `Nobody has taken the virtual IP in ${seconds} s`,
    }),
  },
  failback: {
    reached: ({ view }, struck) => view.owners.length === 1 && view.owners[0] === struck,
    done: (owner) => ({
      fr: `${owner} a repris l'adresse virtuelle`,
      en: `${owner} has the virtual IP again`,
    }),
    missed: (seconds) => ({
      fr: `L'adresse virtuelle n'est pas revenue en ${seconds} s`,
      en: `The virtual IP has not returned in ${seconds} s`,
    }),
  },
};

/** Waits until the address has moved and the service answers there; goes on when the time is over. */
export const until: StepKind<UntilOptions> = {
  async run({ event, timeout }, context) {
    const { view, history, signal, progress, stage } = context;
    const { reached, done, missed } = events[event];
    const struck = context.struck.at(-1);
    if (struck === undefined) return nothingStruck(event, context);
    const since = stage.time.nowMs();
    const deadline = since + timeout;
    const moved = await view.until(() => reached(context, struck), timeout, signal);
    const movedMs = stage.time.nowMs();
    const answers = () => view.lastGoodReplyMs >= movedMs;
    const met = moved && (await view.until(answers, deadline - movedMs, signal));
    if (met) return progress(done(view.owners[0] ?? struck));
    history.append({
      atMs: stage.time.nowMs(),
      node: struck,
      kind: "note",
      code: `no-${event}`,
      detail: `${timeout} ms`,
    });
    progress(missed(timeout / 1000));
  },
};

/** No master was there to strike: then nothing will move, however long one waits. */
function nothingStruck(event: UntilOptions["event"], { history, stage }: StepContext): void {
  history.append({
    atMs: stage.time.nowMs(),
    node: "",
    kind: "note",
    code: `no-${event}`,
    detail: "nothing was struck",
  });
}
