import { readFileSync } from "node:fs";
import { formatProblem } from "../../agent/base/problem.ts";
import { parseHaproxy } from "../../agent/config/haproxy/parse.ts";
import { lint, lintInput } from "../../agent/lint/lint.ts";
import { type Block, blocks, fileOf, nameOf, printedText } from "./block.ts";
import { type DocumentName, documents } from "./document.ts";
import type { Repair } from "./repair.ts";
import { sentences } from "./sentence.ts";

const recorded = readFileSync(new URL("../live/__snapshots__/course-verdict.txt", import.meta.url), "utf8");

const intro = `# The course's documents, block by block

For teachers: what each configuration block of the five documents does when it is typed as printed, what our \`keepalived\`
and \`haproxy\` say of it, and the fewest lines that repair it. The exit codes are those of keepalived 2.2.7 and HAProxy
2.6.12, and ours are the same; the repaired copies run beside the original daemons in the tests, with the same owner of the
virtual IP, the same states and the same replies. This page is written by a test from the table that these tests use.
Commands, drawings, interfaces(5), Apache's virtual host and the databases' files are not examined here; blocks are counted
from the top of each document, all of them.

A pair of files of your own is checked the same way, in French with \`--lang fr\`; [check.md](check.md) says more:

\`\`\`sh
npx bascule check lb1/keepalived.conf lb2/keepalived.conf
\`\`\`

and in a lab, as on a machine with the original:

\`\`\`sh
npx bascule exec lb1 keepalived -t -f /etc/keepalived/keepalived.conf
npx bascule exec lb1 haproxy -c -f /etc/haproxy/haproxy.cfg
\`\`\`
`;

/** The whole of docs/course.md. */
export function coursePage(): string {
  const parts = (Object.keys(documents) as DocumentName[]).map((document) => {
    const own = blocks.filter((block) => block.document === document && block.sameAs === undefined);
    const parts = [`## ${documents[document]}.md`, ...own.map(blockPart), sentencePart(document)];
    return parts.filter((part) => part !== "").join("\n\n");
  });
  return `${[intro.trimEnd(), ...parts].join("\n\n")}\n`;
}

function blockPart(block: Block): string {
  const again = blocks.find(({ document, sameAs }) => document === block.document && sameAs === block.number);
  const number = again === undefined ? `block ${block.number}` : `blocks ${block.number} and ${again.number}`;
  const title = `### ${sentenceOf(block.title).slice(0, -1)} (${number})`;
  const parts = [title, verdict(block), mistakes(block), said(block), repairs(block)];
  return parts.filter((part) => part !== "").join("\n\n");
}

function mistakes({ wrong, like }: Block): string {
  const common = like === undefined ? [] : [`- The mistakes of block ${like} are here too.`];
  return [...wrong.map(({ what, happens }) => `- ${sentenceOf(what)} ${happens}`), ...common].join("\n");
}

function verdict(block: Block): string {
  if (block.program === "notify script") return "A shell script that keepalived runs.";
  const [, exit] = new RegExp(`^${nameOf(block)} printed: (\\d+)$`, "m").exec(recorded) ?? [];
  const command = block.program === "keepalived" ? "keepalived -t" : "haproxy -c";
  const unsafe = exit === "6" ? ": a script would run as root, and nobody checks who may change it" : "";
  const runs = block.repairs.length === 0 ? " It runs as printed." : "";
  return `\`${command}\` ends with ${exit}${unsafe}.${runs}`;
}

/** What the daemon writes on standard error about the block. */
function said(block: Block): string {
  const problems = problemsOf(block);
  if (problems.length === 0) return "";
  return ["The command says:", "", "```text", ...problems, "```"].join("\n");
}

function problemsOf(block: Block): readonly string[] {
  const text = printedText(block);
  if (block.program === "notify script") return [];
  const { problems } =
    block.program === "keepalived"
      ? { problems: lint(lintInput({ file: "keepalived.conf", text })) }
      : parseHaproxy(text, "haproxy.cfg");
  return problems.map((problem) => formatProblem(problem, "en"));
}

function repairs(block: Block): string {
  if (block.repairs.length === 0) return "";
  const copy = `[The copy](../test/${fileOf(block, "repaired").pathname.split("/test/").at(-1)})`;
  if (block.like !== undefined && block.repairs.every(isKnown(block)))
    return `Repaired as block ${block.like}. ${copy}.`;
  const whys = new Set(block.repairs.map(({ why }) => `- ${why}`));
  return [
    "Repaired:",
    "",
    "```diff",
    ...block.repairs.flatMap(diff),
    "```",
    "",
    ...whys,
    "",
    `${copy}.`,
  ].join("\n");
}

/** Whether the block that this one is like has a repair with the same reason. */
function isKnown({ document, like }: Block): (repair: Repair) => boolean {
  const other = blocks.find((block) => block.document === document && block.number === like);
  return ({ why }) => other?.repairs.some((repair) => repair.why === why) ?? false;
}

function diff({ line, printed, repaired }: Repair): readonly string[] {
  return [`@@ line ${line} @@`, ...printed.map((text) => `-${text}`), ...repaired.map((text) => `+${text}`)];
}

function sentencePart(document: DocumentName): string {
  const own = sentences.filter((sentence) => sentence.document === document);
  if (own.length === 0) return "";
  const rows = own.map(({ says, really }) => `| ${says} | ${really} |`);
  return ["### Sentences", "", "| it says | really |", "|---|---|", ...rows].join("\n");
}

function sentenceOf(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
