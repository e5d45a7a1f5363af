import { pathFrom } from "./default-path.ts";
import { type LineContext, neededWord } from "./keyword.ts";

/** The file of authorities, or of revoked certificates, that the word at `index` names; `ca-base` counts. */
export function authorityPath(context: LineContext, index: number): string | undefined {
  const written = neededWord(context, index);
  if (written === undefined) return undefined;
  const { authorityFolder } = context.file.global;
  const isPlain = written.startsWith("/") || written.startsWith("@") || authorityFolder === undefined;
  const joined = isPlain ? written : `${authorityFolder}/${written}`;
  const path = joined.startsWith("@") ? joined : pathFrom(joined, context);
  if (path !== "@system-ca")
    context.file.needs.push({ kind: "authority", value: path, ...context.place(index) });
  return path;
}
