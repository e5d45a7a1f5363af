import { dirname, resolve } from "node:path";
import { ZodError } from "zod";
import { nearest } from "../../agent/base/nearest.ts";
import type { Text } from "../../agent/base/text.ts";
import { checks, parseExpectation } from "../check/index.ts";
import { complaintsOf } from "../document/issue.ts";
import { formatPath, type Path } from "../document/position.ts";
import { type DocumentProblem, inEvery } from "../document/problem.ts";
import { type ReadDocument, readDocument, refuse } from "../document/read.ts";
import type { Expectation } from "../history/event.ts";
import type { Scenario } from "./scenario.ts";
import { type ScenarioFile, scenarioSchema } from "./schema.ts";

const codes = {
  read: "ERR_SCENARIO_READ",
  syntax: "ERR_SCENARIO_SYNTAX",
  key: "ERR_SCENARIO_KEY",
  value: "ERR_SCENARIO_VALUE",
} as const;

/** Reads and checks a scenario. @throws LabError with all its problems, each with file, line and column */
export async function readScenario(path: string): Promise<Scenario> {
  const document = await readDocument(path, scenarioSchema, codes);
  const { data, file } = document;
  const expectations = expectationsOf(document);
  return {
    name: data.name,
    title: data.title,
    file,
    topologyFile: resolve(dirname(path), data.topology),
    load: {
      vipRatePerSecond: data.load.vip.ratePerSecond,
      httpUrl: data.load.http.url,
      httpRatePerSecond: data.load.http.ratePerSecond,
      httpDeadlineMs: data.load.http.deadline,
    },
    warmupMs: data.warmup,
    before: data.before,
    trial: data.trial,
    expectations,
    exercise: data.exercise,
    at: (path) => document.at(path),
  };
}

function expectationsOf(document: ReadDocument<ScenarioFile>): readonly Expectation[] {
  const problems: DocumentProblem[] = [];
  const found = document.data.expect.flatMap((item, index) => {
    const entries = typeof item === "string" ? ([[item, {}]] as const) : Object.entries(item);
    return entries.map(([name, options]) => {
      try {
        return parseExpectation(name, options);
      } catch (error) {
        problems.push(...problemsOf(error, name, ["expect", index], document));
        return undefined;
      }
    });
  });
  refuse(problems);
  return found.filter((each) => each !== undefined);
}

function problemsOf(
  error: unknown,
  name: string,
  path: Path,
  { at }: ReadDocument<ScenarioFile>,
): readonly DocumentProblem[] {
  if (!(error instanceof ZodError)) {
    return [{ ...at(path), code: codes.value, text: unknownCheck(name, path) }];
  }
  const schema = checks[name as keyof typeof checks].options;
  return error.issues
    .flatMap((issue) => complaintsOf(issue, schema, {}))
    .map((complaint) => {
      const where = [...path, name, ...complaint.path];
      const text = inEvery((language) => `${formatPath(where)}: ${complaint.text[language]}`);
      return { ...at(where, complaint.side), code: codes[complaint.kind], text };
    });
}

function unknownCheck(name: string, path: Path): Text {
  const meant = nearest(name, Object.keys(checks));
  const known = Object.keys(checks).join(", ");
  const where = formatPath(path);
  return {
    fr: `${where}: « ${name} » n'est pas une vérification ; ${meant ? `vouliez-vous dire « ${meant} » ?` : `il y a : ${known}`}`,
    en: `${where}: "${name}" is not a check; ${meant ? `did you mean "${meant}"?` : `there are: ${known}`}`,
  };
}
