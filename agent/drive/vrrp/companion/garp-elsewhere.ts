import type { Companion, Subject } from "./companion.ts";

/** `garp_extra_if`: switches forget an address after minutes where no advert passes, and a master reminds them. */
export function garpElsewhereCompanion(subject: Subject): Companion {
  let timer: Disposable | undefined;
  const stop = () => {
    timer?.[Symbol.dispose]();
    timer = undefined;
  };
  const wait = () => {
    const { instance, clock, log, wire, state } = subject;
    const { elsewhereMs } = instance.garp;
    stop();
    if (elsewhereMs === undefined || state.role.kind !== "master") return;
    timer = clock.wakeAt(clock.nowMs() + elsewhereMs, () => {
      subject.look();
      // It may have learnt just now that it is none any more.
      if (subject.state.role.kind === "master") wire.announceElsewhere((line) => log.detail(line));
      wait();
    });
  };
  return {
    stepped({ before, after, event }) {
      if (event.kind === "reconfigured" || before.role.kind !== after.role.kind) wait();
    },
    [Symbol.dispose]: stop,
  };
}
