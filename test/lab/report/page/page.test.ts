import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Language } from "../../../../agent/base/text.ts";
import { checks } from "../../../../lab/check/index.ts";
import type { HistoryEvent } from "../../../../lab/history/event.ts";
import { judgeRun } from "../../../../lab/report/judge.ts";
import { renderPage } from "../../../../lab/report/page/index.ts";
import { historyOf, type Story } from "../../history/story.ts";
import { attributesIn, elementsIn, parsed, textOf } from "./document.ts";

const expectations = Object.keys(checks);
const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");

function pageOf(events: readonly HistoryEvent[], language: Language = "en"): string {
  return renderPage(judgeRun(events), { language, sha256 });
}

test.each(["fr", "en"] as const)("the whole page in %s", async (language) => {
  await expect(pageOf(historyOf({ expectations }), language)).toMatchFileSnapshot(
    `../../../cases/page/page.${language}.html`,
  );
});

const stories: readonly (readonly [string, Story, string])[] = [
  ["good", {}, "6 of 6 steps passed"],
  ["several trials", { trials: 3 }, "Median outage of 3 trials"],
  ["more trials than pictures", { trials: 14 }, "The other 2 trials have no picture here"],
  ["a blocked takeover", { takeoverBlocked: true }, "went down and nobody took the address"],
  ["a starved probe", { starvedMs: 900 }, "Void trial: the probe itself did not work"],
  ["no fault at all", { configuredVip: "192.168.1.200" }, "No fault was measured"],
  ["a stopped balancer", { stopped: "lb2" }, "Switch it on again: bascule start lb2"],
  ["no return", { noFailback: true }, "no return in"],
];

test.each(stories)("is sound and says what happened: %s", (_, story, sentence) => {
  const { document, errors } = parsed(pageOf(historyOf({ ...story, expectations })));
  expect(errors).toEqual([]);
  expect(textOf(document)).toContain(sentence);
  const ids = attributesIn(document).flatMap(({ name, value }) => (name === "id" ? [value] : []));
  expect(new Set(ids).size).toBe(ids.length);
  const targets = attributesIn(document).flatMap(({ name, value }) =>
    name === "href" ? [value.slice(1)] : [],
  );
  expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  const levels = elementsIn(document).flatMap(({ tagName }) => /^h(\d)$/.exec(tagName)?.[1] ?? []);
  expect(levels.filter((level, index) => Number(level) > Number(levels[index - 1] ?? 0) + 1)).toEqual([]);
  for (const element of elementsIn(document)) {
    const has = (name: string) =>
      element.attrs.some((attribute) => attribute.name === name && attribute.value !== "");
    if (element.tagName === "th") expect(has("scope")).toBe(true);
    if (element.tagName === "svg" && has("role")) expect(has("aria-label")).toBe(true);
  }
});

test("a run that never got to its load has a page, too", () => {
  const [run] = historyOf({ expectations });
  const { errors, document } = parsed(pageOf(run === undefined ? [] : [run]));
  expect(errors).toEqual([]);
  expect(textOf(document)).toContain("No fault was measured");
});

test.each([
  ["course", "npx bascule lab --runtime netns --stack agent --trials 1 --seed 1 --html report.html"],
  ["grade", "npx bascule grade --html report.html"],
  [
    "my-own",
    'npx bascule run <the file of the scenario "my-own"> --runtime netns --stack agent --trials 1 --seed 1 --html report.html',
  ],
])("says how to do it again: %s", (scenario, command) => {
  const events = historyOf().map((event) => (event.kind === "run" ? { ...event, scenario } : event));
  expect(textOf(parsed(pageOf(events)).document)).toContain(command);
});

test("nothing is fetched and nothing runs; the policy allows the page's own style sheet alone", () => {
  const { document } = parsed(pageOf(historyOf({ expectations, trials: 2 })));
  const tags = new Set(elementsIn(document).map(({ tagName }) => tagName));
  for (const tag of ["script", "link", "img", "iframe", "object", "embed", "base", "form", "use", "image"])
    expect(tags).not.toContain(tag);
  const attributes = attributesIn(document);
  expect(attributes.filter(({ name }) => /^on|^style$|^src|^xlink/.test(name))).toEqual([]);
  expect(attributes.filter(({ name, value }) => name === "href" && !value.startsWith("#"))).toEqual([]);
  const css = textOf(elementsIn(document).find(({ tagName }) => tagName === "style"));
  expect(css).not.toMatch(/@import|url\(/);
  const policy = attributes.find(({ value }) => value.startsWith("default-src"))?.value;
  expect(policy).toBe(
    `default-src 'none'; style-src 'sha256-${sha256(css)}'; base-uri 'none'; form-action 'none'`,
  );
});

/** Puts a text wherever files, nodes and whoever answers can put one. */
function spoilt(text: string): HistoryEvent[] {
  return historyOf({ expectations }).map((event): HistoryEvent => {
    if (event.kind === "run") {
      const { promise, host } = event;
      const servers = promise.servers.map((server) => ({ ...server, name: text }));
      const balancers = promise.balancers.map((balancer) => ({ ...balancer, virtualAddresses: [text] }));
      const changed = {
        scenario: text,
        topology: text,
        stack: text,
        runtime: text,
        labId: text,
        version: text,
      };
      return {
        ...event,
        ...changed,
        promise: { ...promise, servers, balancers, algorithm: text },
        host: { ...host, kernel: text },
      };
    }
    if (event.kind === "log")
      return { ...event, line: `${text} Entering MASTER STATE Starting Keepalived ${text}` };
    if (event.kind === "probe" && event.probe === "http" && event.by !== undefined)
      return { ...event, by: text };
    return event.kind === "fault" ? { ...event, fault: text } : event;
  });
}

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.stringMatching(/^["'<>&/ ]{0,4}(script|style|svg onload=x|!--|title|\/section)["'<>&/ =]{0,4}$/),
);

test("whatever files, nodes and answers say is shown as text", () => {
  const tagsOf = (page: string) => elementsIn(parsed(page).document).map(({ tagName }) => tagName);
  const expected = new Set(tagsOf(pageOf(historyOf({ expectations, trials: 2 }))));
  fc.assert(
    fc.property(hostile, (text) => {
      const page = pageOf([
        ...spoilt(text),
        { atMs: 6000, node: text, kind: "note", code: text, detail: text },
      ]);
      const { document, errors } = parsed(page);
      expect(errors).toEqual([]);
      expect(
        elementsIn(document).filter(({ tagName }) => !expected.has(tagName) && tagName !== "code"),
      ).toEqual([]);
      expect(attributesIn(document).filter(({ name }) => /^on|^style$|^src/.test(name))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
