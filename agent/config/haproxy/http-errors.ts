import type { Place } from "../../base/problem.ts";
import { readErrorLine } from "./error-reply.ts";
import type { LineContext } from "./keyword.ts";
import type { SectionKind } from "./section-kind.ts";
import { isFirst } from "./section-twin.ts";

/** A group of error pages while its lines are read: status to file. */
export interface ErrorGroup extends Place {
  readonly name: string;
  readonly files: Map<number, string>;
}

/** `http-errors NAME`: error pages that several proxies share (manual §3.8). */
export const httpErrorsSection: SectionKind = {
  name: "http-errors",
  keywords: [{ name: "errorfile", read: readFileOfGroup }],
  loose: true,
  open: (context, name) => {
    const { errorGroups } = context.file;
    if (!isFirst(context, name, errorGroups)) return false;
    errorGroups.push({ name, files: new Map(), ...context.place(1) });
    return true;
  },
};

function readFileOfGroup(context: LineContext): void {
  const line = readErrorLine(context);
  if (line) context.file.errorGroups.at(-1)?.files.set(line.status, line.value);
}
