import type { Judgement } from "./judge.ts";
import { distribution } from "./section/distribution.ts";
import { expectations } from "./section/expectations.ts";
import { outage } from "./section/outage.ts";
import { places } from "./section/places.ts";
import { simulated } from "./section/simulated.ts";
import { steps } from "./section/steps.ts";
import { summary } from "./section/summary.ts";
import { timeline } from "./section/timeline.ts";
import { verdict } from "./section/verdict.ts";
import type { ReportOptions } from "./section.ts";

/** The parts of the report on the terminal, in their order. */
const sections = {
  simulated,
  timeline,
  outage,
  summary,
  distribution,
  steps,
  expectations,
  verdict,
  places,
} as const;

/** The whole report, ended by a newline. Sections without lines are left out. */
export function renderReport(judgement: Judgement, options: ReportOptions): string {
  const { language, paint } = options;
  const parts = Object.values(sections).flatMap((section) => {
    const lines = section.lines(judgement, options);
    return lines.length === 0 ? [] : [[paint("bold", section.title[language]), ...lines].join("\n")];
  });
  return `${parts.join("\n\n")}\n`;
}
