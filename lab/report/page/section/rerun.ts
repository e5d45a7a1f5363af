import type { EventOf } from "../../../history/event.ts";
import { html } from "../html.ts";
import type { PageSection } from "../section.ts";

const wording = {
  fr: {
    again: "Le même essai encore une fois, dans le dossier de bascule :",
    report: "Ce rapport est tiré du seul historique, et peut en être refait sans rien relancer :",
    scenario: (name: string) => `le fichier du scénario « ${name} »`,
    seed: "La même graine frappe aux mêmes instants entre deux annonces.",
  },
  en: {
    again: "The same run once more, in the folder of bascule:",
    report:
      "This report comes from the history alone, and can be made from it again without running anything:",
    scenario: (name: string) => `the file of the scenario "${name}"`,
    seed: "The same seed strikes at the same moments between two adverts.",
  },
} as const;

/** Commands with a scenario of their own; a grade is of the lab as it stands, whatever its settings. */
const own: Readonly<Partial<Record<string, (run: string) => string>>> = {
  course: (run) => `lab ${run}`,
  grade: () => "grade",
};

/** The commands that do it again. */
export const rerun: PageSection = {
  title: { fr: "Recommencer", en: "Do it again" },
  body({ facts }, { language }) {
    const text = wording[language];
    const { scenario } = facts.run;
    const run = options(facts.run, facts.trials.length);
    const what = own[scenario]?.(run) ?? `run <${text.scenario(scenario)}> ${run}`;
    const command = `npx bascule ${what} --html report.html`;
    return html`<p>${text.again}</p>
<pre tabindex="0"><code>${command}</code></pre>
<p class="note">${text.seed}</p>
<p>${text.report}</p>
<pre tabindex="0"><code>npx bascule report history.jsonl --html report.html --lang ${language}</code></pre>
`;
  },
};

function options({ runtime, stack, seed }: EventOf<"run">, trials: number): string {
  return `--runtime ${runtime} --stack ${stack} --trials ${Math.max(1, trials)} --seed ${seed}`;
}
