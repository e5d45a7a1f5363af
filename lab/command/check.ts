import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";

export const check = defineCommand({
  name: "check",
  summary: {
    fr: "vérifie des keepalived.conf et haproxy.cfg, et essaie chaque panne en simulation",
    en: "checks keepalived.conf and haproxy.cfg, and tries every fault in simulation",
  },
  arguments: [
    {
      name: "path",
      summary: {
        fr: "les keepalived.conf des deux nœuds, leur dossier, ou une topologie (Compose) ; sans lui, le dossier courant",
        en: "the keepalived.conf of both nodes, their folder, or a topology (Compose); without it, the current folder",
      },
      required: false,
      variadic: true,
    },
  ],
  options: {
    haproxy: {
      kind: "text",
      value: "file",
      summary: {
        fr: "le haproxy.cfg des nœuds, s'il n'est pas à côté de leur keepalived.conf",
        en: "the haproxy.cfg of the nodes, where it does not stand beside their keepalived.conf",
      },
    },
    json: {
      kind: "text",
      value: "file",
      summary: {
        fr: "écrire le résultat en JSON ; « - » : sur la sortie",
        en: "write the result as JSON; `-`: to the output",
      },
    },
  },
  examples: [
    {
      command: "bascule check lb1/keepalived.conf lb2/keepalived.conf",
      summary: { fr: "les deux fichiers d'une paire", en: "the two files of a pair" },
    },
    {
      command: "bascule check compose/course",
      summary: { fr: "le labo du cours", en: "the lab of the course" },
    },
    {
      command: "bascule check . --json check.json",
      summary: { fr: "dans une intégration continue", en: "in continuous integration" },
    },
  ],
  exitCodes: [
    {
      code: 0,
      text: {
        fr: "tout bascule et rien n'est mal écrit ; des conseils sont possibles",
        en: "everything fails over and nothing is written wrongly; there may be advice",
      },
    },
    {
      code: 1,
      text: {
        fr: "après une panne le service n'est pas où il faut, ou une ligne n'a pas l'effet voulu",
        en: "after a fault the service is not where it should be, or a line does not have its effect",
      },
    },
    {
      code: 2,
      text: {
        fr: "un fichier est illisible, ou le démon ne démarre pas avec lui",
        en: "a file cannot be read, or the daemon does not start with it",
      },
    },
  ],
  run: async ({ arguments: paths, options }, context) => {
    const { findSubjects } = await import("../audit/find.ts");
    const { audit } = await import("../audit/audit.ts");
    const { printAudit } = await import("../audit/print.ts");
    const found = await audit(await findSubjects(paths.length === 0 ? ["."] : paths, options.haproxy));
    if (options.json !== "-") printAudit(found, context.language, context.stdout);
    if (options.json !== undefined) {
      const { writeFileOrOutput } = await import("./write-result.ts");
      await writeFileOrOutput(
        options.json,
        `${JSON.stringify({ version: 0, ...found.judgement }, null, 2)}\n`,
        context.stdout,
      );
    }
    return { pass: exitCodes.met, fail: exitCodes.notMet, refused: exitCodes.usage }[found.judgement.verdict]
      .code;
  },
});
