import type { z } from "zod";
import type { Path } from "./position.ts";

type Schema = z.core.$ZodType;

/** The keys that a schema knows at `path`: those of every object that may stand there. */
export function keysAt(schema: Schema, path: Path): string[] {
  const here = path.reduce<readonly Schema[]>(
    (found, segment) => found.flatMap((each) => childrenOf(each, segment)),
    [schema],
  );
  return [
    ...new Set(
      here.flatMap(unwrapped).flatMap((each) => (isObject(each) ? Object.keys(each._zod.def.shape) : [])),
    ),
  ];
}

function childrenOf(schema: Schema, segment: PropertyKey): readonly Schema[] {
  return unwrapped(schema).flatMap((each) => {
    const def = definition(each);
    if (def.type === "object") return def.shape[String(segment)] ?? [];
    if (def.type === "record") return def.valueType;
    return def.type === "array" ? def.element : [];
  });
}

/** What is inside of optional, default, pipe and union schemas. */
function unwrapped(schema: Schema): readonly Schema[] {
  const def = definition(schema);
  if (def.type === "union") return def.options.flatMap(unwrapped);
  if (def.type === "pipe") return [...unwrapped(def.in), ...unwrapped(def.out)];
  if (def.type === "lazy") return unwrapped(def.getter());
  return "innerType" in def ? unwrapped(def.innerType) : [schema];
}

function definition(schema: Schema) {
  return (schema as z.core.$ZodTypes)._zod.def;
}

function isObject(schema: Schema): schema is z.core.$ZodObject {
  return definition(schema).type === "object";
}
