import { expect, test } from "vitest";
import { agentCodes } from "../agent/base/errors.ts";
import { exitCodes } from "../lab/command/exit-code.ts";
import { labCodes } from "../lab/errors.ts";

const page = `# Error codes

Every message of bascule ends with its code in square brackets. Codes are never renamed. This page is made from the
catalogues \`lab/errors.ts\` and \`agent/base/errors.ts\`; a test compares, and \`npx vitest run test/errors.test.ts -u\`
writes it again.

## Exit codes of \`bascule\`

| exit code | meaning |
|---|---|
${rows(Object.values(exitCodes).map(({ code, text }) => [String(code), text.en]))}

\`keepalived\` and \`haproxy\` end with the exit codes of the originals.

## Codes of the lab

| code | exit code | meaning |
|---|---|---|
${rows(Object.entries(labCodes).map(([code, { exitCode, doc }]) => [`\`${code}\``, String(exitCode), doc]))}

An error without a code is a defect of bascule. Nothing was decided then, so the exit code is 4; \`--verbose\` shows where
it happened.

## Codes of the agent

They stand in the warnings and errors about \`keepalived.conf\` and \`haproxy.cfg\`, after file, line and column.

| code | meaning |
|---|---|
${rows(Object.entries(agentCodes).map(([code, { doc }]) => [`\`${code}\``, doc]))}
`;

test("docs/errors.md lists the codes of both catalogues", async () => {
  await expect(page).toMatchFileSnapshot("../docs/errors.md");
});

test("no code stands in both catalogues", () => {
  expect(Object.keys(agentCodes).filter((code) => Object.hasOwn(labCodes, code))).toEqual([]);
});

test.each([...Object.keys(agentCodes), ...Object.keys(labCodes)])(
  "%s has the form ERR_AREA_REASON",
  (code) => {
    expect(code).toMatch(/^ERR_[A-Z]+(?:_[A-Z]+)*$/);
  },
);

function rows(cells: readonly (readonly string[])[]): string {
  return cells.map((row) => `| ${row.join(" | ")} |`).join("\n");
}
