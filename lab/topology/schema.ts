import { z } from "zod";
import { nearest } from "../../agent/base/nearest.ts";
import { says } from "../document/issue.ts";
import type { Path } from "../document/position.ts";
import { roles } from "./topology.ts";
import { splitWords } from "./words.ts";

/** Compose replaces `$NAME`; the lab knows no variables, so `$$` (a plain dollar) is the only use of `$`. */
const text = z
  .string()
  .refine(
    (value) => !value.replaceAll("$$", "").includes("$"),
    says({
      fr: "les variables de Compose ne sont pas prises en charge ; écrivez la valeur, ou $$ pour un simple $",
      en: "Compose variables are not supported; write the value, or $$ for a plain $",
    }),
  )
  .transform((value) => value.replaceAll("$$", "$"));

const name = z.string().refine(
  (value) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(value),
  says({
    fr: "un nom se compose de lettres, de chiffres et de traits d'union (63 au plus), comme un nom d'hôte",
    en: "a name consists of letters, digits and hyphens (at most 63), like a host name",
  }),
);

const projectName = z.string().refine(
  (value) => /^[a-z0-9][a-z0-9_-]*$/.test(value),
  says({
    fr: "le nom se compose de minuscules, de chiffres, de - et de _",
    en: "the name consists of lower-case letters, digits, - and _",
  }),
);

const quotes = says({ fr: "un guillemet n'est pas fermé", en: "a quote is not closed" });
const empty = says({
  fr: "la commande est vide ; écrivez un programme",
  en: "the command is empty; write a program",
});
const command = z
  .union([
    text.refine((line) => splitWords(line) !== undefined, quotes).transform((line) => splitWords(line) ?? []),
    z.array(text),
  ])
  .refine((words) => (words[0] ?? "") !== "", empty);

const pair = text.refine(
  (line) => /^[^=]+=/s.test(line),
  says({
    fr: "écrivez NOM=valeur ; rien n'est repris de votre environnement",
    en: "write NAME=value; nothing is taken from your environment",
  }),
);
const environment = z.union([
  z.record(z.string(), z.union([text, z.number(), z.boolean()]).transform(String)),
  z
    .array(pair)
    .transform((lines) =>
      Object.fromEntries(lines.map((line) => [line.split("=")[0] ?? "", line.slice(line.indexOf("=") + 1)])),
    ),
]);

const service = z.strictObject({
  image: text.optional(),
  build: z.union([text, z.strictObject({ context: text, dockerfile: text.optional() })]).optional(),
  hostname: text.optional(),
  command,
  environment: environment.default({}),
  volumes: z.array(text).default([]),
  networks: z.record(z.string(), z.strictObject({ ipv4_address: text })),
  cap_add: z.array(text).optional(),
  init: z.boolean().optional(),
  "x-bascule": z.strictObject({ role: z.enum(roles) }),
});

const network = z.strictObject({
  driver: z.enum(["macvlan", "bridge"]).optional(),
  driver_opts: z.record(z.string(), z.union([text, z.number(), z.boolean()])).optional(),
  ipam: z.strictObject({ config: z.array(z.strictObject({ subnet: text })).length(1) }),
});

/** The supported subset of Compose (https://github.com/compose-spec/compose-spec), with `x-bascule`. */
export const topologySchema = z.strictObject({
  name: projectName.optional(),
  services: z.record(name, service),
  networks: z.record(name, network),
  "x-bascule": z.strictObject({ name: projectName.optional(), vip: text }),
});

export type TopologyDocument = z.output<typeof topologySchema>;

/** Compose lets `x-…` stand in every group of keys; one that is nearly `x-bascule` is a slip and not ignored. */
export function isExtension(key: string, path: Path): boolean {
  const isGroup =
    path.length === 0 || (path.length === 2 && (path[0] === "services" || path[0] === "networks"));
  return isGroup && key.startsWith("x-") && nearest(key, ["x-bascule"]) === undefined;
}
