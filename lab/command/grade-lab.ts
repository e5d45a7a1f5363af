import { randomInt } from "node:crypto";
import { rmdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { shownPath } from "../document/shown-path.ts";
import { gradeOf } from "../exercise/grade.ts";
import { readHistory } from "../history/reader.ts";
import { renderGrade } from "../report/grade.ts";
import { judgeRun } from "../report/judge.ts";
import { makeResultsFolder } from "../run/results-folder.ts";
import { chooseLab } from "../standing/choose.ts";
import { playIn } from "../standing/play-line.ts";
import type { Context, Style } from "./context.ts";
import { courseScenario } from "./course-scenario.ts";
import { exitCodeOf } from "./exit-code.ts";
import { pageOf, writeResults } from "./write-result.ts";

interface GradeOptions {
  readonly json: string | undefined;
  readonly html: string | undefined;
  readonly results: string | undefined;
}

/** Measures in a standing lab, puts it back, prints the grade, and resolves to the exit code of the verdict. */
export async function gradeLab(
  name: string | undefined,
  { json, html, results }: GradeOptions,
  context: Context,
): Promise<number> {
  const { stdout, language, signal } = context;
  const lab = await chooseLab(name);
  const folder = await makeResultsFolder(results ?? "results", `grade-${lab.name}`, lab.record.stack);
  const historyFile = join(folder, "history.jsonl");
  context.progress({
    fr: `Labo « ${lab.name} » : le maître est arrêté, puis remis en marche ; tout sera remis en place`,
    en: `Lab "${lab.name}": the master is stopped and started again; all will be put back`,
  });
  const exercise = {
    scenarioFile: courseScenario,
    historyFile: resolve(historyFile),
    trials: 1,
    seed: randomInt(2 ** 32),
  };
  await playIn(lab, exercise, { signal, progress: (text) => context.progress(text) }).catch(async (error) => {
    await rmdir(folder).catch(() => {}); // only where nothing was measured
    if (signal.aborted) context.progress(interrupted);
    throw error;
  });
  const judgement = judgeRun(await readHistory(historyFile));
  const grade = gradeOf(lab.name, judgement.steps);
  const files = [
    {
      name: { fr: "note", en: "grade" },
      file: "grade.json",
      also: json,
      text: `${JSON.stringify(grade, null, 2)}\n`,
    },
    { name: { fr: "page", en: "page" }, file: "report.html", also: html, text: pageOf(judgement, language) },
  ];
  const places = [
    ...(await writeResults(folder, files, stdout)),
    { name: { fr: "historique", en: "history" }, path: shownPath(historyFile) },
  ];
  const paint = (style: Style, words: string) => stdout.paint(style, words);
  if (json !== "-" && html !== "-") stdout.write(renderGrade(grade, { language, places, paint }));
  return exitCodeOf(grade.verdict);
}

const interrupted = {
  fr: "Interrompu ; le labo est remis comme il était",
  en: "Interrupted; the lab is as it was",
};
