import { describe, expect, test } from "vitest";
import { stages } from "../live/course/stage.ts";
import { type Block, blocks, fileOf, nameOf, printedText, soundText } from "./block.ts";
import {
  type DocumentName,
  documentFiles,
  documents,
  hasDocuments,
  piecesOf,
  readPieces,
} from "./document.ts";
import { fences } from "./fence.ts";
import { inlines } from "./inline.ts";
import { applyRepairs } from "./repair.ts";

const names = Object.keys(documents) as readonly DocumentName[];
const configurations: readonly string[] = ["keepalived", "haproxy", "notify script"];

/** The documents lie beside the checkout; a copy of it elsewhere has only the printed blocks. */
describe.skipIf(!hasDocuments)("the documents (skipped where ../shared/course is not there)", () => {
  test("are all read", () => {
    expect(documentFiles().toSorted()).toEqual(Object.values(documents).toSorted());
  });

  test.each(names)("%s: every fenced block is classified, in its place", (document) => {
    const found = readPieces(document).filter(({ form }) => form === "fence");
    const known = fences[document];
    const begins = found.map(({ text }, index) => text.slice(0, known[index]?.begins.length));
    expect(begins).toEqual(known.map((fence) => fence.begins));
  });

  test.each(names)("%s: every piece of code in a sentence is classified", (document) => {
    const found = readPieces(document).filter(({ form }) => form !== "fence");
    const words = new Set(found.map(({ text }) => text));
    expect([...words].sort()).toEqual(Object.keys(inlines[document]).sort());
  });

  test.each(names)("%s: lines in sentences are lines of the blocks named", (document) => {
    for (const [text, kind] of Object.entries(inlines[document])) {
      if (typeof kind === "string") continue;
      for (const number of kind) {
        const block = blocks.find((one) => one.document === document && one.number === number);
        expect(onOneLine(printedText(block as Block)), nameOf({ document, number })).toContain(
          onOneLine(text),
        );
      }
    }
  });

  test.each(blocks.map((block) => [nameOf(block), block] as const))("%s is kept as printed", (_, block) => {
    const piece = readPieces(block.document).find(({ number }) => number === block.number);
    expect(printedText(block)).toBe(piece?.text);
  });

  test("a block that nobody has classified is found, fenced or not", () => {
    const text = "a\n```\nglobal\n```\nb `bind :1` <code>mode tcp</code>\nretries 3\twhat it is\n";
    const pieces = piecesOf("annexe", text);
    expect(pieces.map(({ form, text }) => `${form} ${text}`)).toEqual([
      "fence global\n",
      "span bind :1",
      "span mode tcp",
      "term retries 3",
    ]);
  });
});

test("every configuration among the fenced blocks has a row, and no other", () => {
  const classified = names.flatMap((document) =>
    fences[document].flatMap(({ kind }, index) =>
      configurations.includes(kind) ? [`${document}-${index + 1} ${kind}`] : [],
    ),
  );
  expect(blocks.map((block) => `${nameOf(block)} ${block.program}`)).toEqual(classified);
});

/** Where nothing needs a repair, the printed block itself. */
test.each(blocks.map((block) => [nameOf(block), block] as const))(
  "%s runs beside the original",
  (_, block) => {
    const files = stages.flatMap(({ balancers }) =>
      Object.values(balancers).flatMap((one) => Object.values(one)),
    );
    expect(files).toContain(soundText(block));
  },
);

describe("a repaired copy", () => {
  test.each(
    blocks.filter(({ repairs }) => repairs.length > 0).map((block) => [nameOf(block), block] as const),
  )("%s differs from the printed block in its repairs and nothing else", async (_, block) => {
    const repaired = applyRepairs(printedText(block), block.repairs);
    await expect(repaired).toMatchFileSnapshot(fileOf(block, "repaired").pathname);
    for (const { why } of block.repairs) expect(why).not.toBe("");
  });

  test.each(blocks.filter(({ sameAs }) => sameAs !== undefined))(
    "$document-$number is what block $sameAs prints",
    (block) => {
      const other = blocks.find((one) => one.document === block.document && one.number === block.sameAs);
      expect(printedText(block)).toBe(printedText(other as Block));
    },
  );
});

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
