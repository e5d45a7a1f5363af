import { endsAt, type Keyword, type LineContext, refuse, wordAt } from "./keyword.ts";
import { parseTime } from "./time.ts";

/** Words of `global` for the process: its end, its master [T]. */
export const globalProcessKeywords: readonly Keyword[] = [
  { name: "hard-stop-after", read: (context) => readTime(context, "hardStopMs") },
  { name: "grace", read: (context) => readTime(context, "graceMs") },
  { name: "master-worker", read: readMaster },
  {
    name: "zero-warning",
    read: (context) => {
      if (endsAt(context, 1)) context.file.global.strict = true;
    },
  },
];

function readTime(context: LineContext, field: "hardStopMs" | "graceMs"): void {
  const name = wordAt(context, 0);
  const time = parseTime(wordAt(context, 1));
  if (time.kind === "time") {
    context.file.global[field] = time.ms;
    return;
  }
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: `"${name}" attend une durée comme 30s, pas "${wordAt(context, 1)}".`,
    en: `"${name}" expects a time like 30s, not "${wordAt(context, 1)}".`,
  });
}

function readMaster(context: LineContext): void {
  const option = wordAt(context, 1);
  if (option !== "" && option !== "no-exit-on-failure") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"master-worker" ne connaît que "no-exit-on-failure".',
      en: '"master-worker" knows "no-exit-on-failure" only.',
    });
    return;
  }
  if (option !== "") context.report.unsupported(context.place(1), `master-worker ${option}`);
  context.file.global.master = true;
}
