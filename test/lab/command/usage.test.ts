import { expect, test } from "vitest";
import { defineCommand } from "../../../lab/command/command.ts";
import { main } from "../../../lab/command/main.ts";
import { capture } from "./capture.ts";

const nothing = { fr: "rien", en: "nothing" };

/** Prints what it was given. */
const echo = defineCommand({
  name: "echo",
  summary: nothing,
  arguments: [
    { name: "first", summary: nothing, required: true },
    { name: "rest", summary: nothing, required: false, variadic: true },
  ],
  options: {
    "dry-run": { kind: "flag", summary: nothing },
    file: { kind: "text", value: "file", summary: nothing },
    trials: { kind: "integer", value: "n", min: 1, max: 1000, summary: nothing },
    stack: { kind: "choice", value: "name", choices: ["agent", "keepalived-haproxy"], summary: nothing },
  },
  examples: [],
  exitCodes: [],
  run: async (input, { stdout }) => {
    stdout.line(JSON.stringify(input));
    return 0;
  },
});

const commands = [echo];
const absent = { "dry-run": false };

test.each([
  [["echo", "a"], { arguments: ["a"], options: absent }],
  [["echo", "a", "b", "c"], { arguments: ["a", "b", "c"], options: absent }],
  [["echo", "--dry-run", "a"], { arguments: ["a"], options: { "dry-run": true } }],
  [["--lang", "fr", "echo", "a", "--file", "x"], { arguments: ["a"], options: { ...absent, file: "x" } }],
  [["echo", "a", "--file=x=y"], { arguments: ["a"], options: { ...absent, file: "x=y" } }],
  [["echo", "--trials", "20", "a"], { arguments: ["a"], options: { ...absent, trials: 20 } }],
  [["echo", "a", "--stack", "agent"], { arguments: ["a"], options: { ...absent, stack: "agent" } }],
  [["echo", "--", "--lang"], { arguments: ["--lang"], options: absent }],
])("%j", async (argv, expected) => {
  const { written, surroundings } = capture({ commands });
  expect(await main(argv, surroundings)).toBe(0);
  expect(JSON.parse(written.stdout)).toEqual(expected);
});

test.each([
  [["ecko", "a"], 'There is no command "ecko". Did you mean "echo"?'],
  [["zzz"], 'There is no command "zzz". See `bascule --help`.'],
  [["zzz", "--lang", "fr"], "La commande « zzz » n'existe pas. Voyez « bascule --help »."],
  [["echo", "a", "--stak", "agent"], 'There is no option "--stak". Did you mean "--stack"?'],
  [["echo", "a", "--qiet"], 'There is no option "--qiet". Did you mean "--quiet"?'],
  [["--frobnicate"], 'There is no option "--frobnicate". See `bascule --help`.'],
  [["echo"], 'The argument "first" is missing. See `bascule echo --help`.'],
  [["echo", "a", "--file"], 'The option "--file <file>" lacks its value. See `bascule echo --help`.'],
  [
    ["echo", "a", "--trials", "0"],
    'The option "--trials" does not take "0". Give a whole number from 1 to 1000.',
  ],
  [
    ["echo", "a", "--trials", "3x"],
    'The option "--trials" does not take "3x". Give a whole number from 1 to 1000.',
  ],
  [["echo", "a", "--stack", "agnet"], 'The option "--stack" does not take "agnet". Give agent.'],
  [
    ["echo", "a", "--stack", "x"],
    'The option "--stack" does not take "x". Give agent or keepalived-haproxy.',
  ],
  [["echo", "a", "--lang", "de"], 'The option "--lang" does not take "de". Give fr or en.'],
])("%j ends with one message and exit code 2", async (argv, message) => {
  const { written, surroundings } = capture({ commands });
  expect(await main(argv, surroundings)).toBe(2);
  expect(written).toEqual({ stdout: "", stderr: `bascule: ${message} [ERR_USAGE]\n` });
});

test("an argument too many is named", async () => {
  const { written, surroundings } = capture();
  expect(await main(["help", "clean", "now"], surroundings)).toBe(2);
  expect(written.stderr).toBe(
    'bascule: The argument "now" is one too many. See `bascule help --help`. [ERR_USAGE]\n',
  );
});
