import { expect, test } from "vitest";
import { didYouMean, nearest } from "../../../agent/base/nearest.ts";

test.each([
  ["chek", "check"],
  ["blance", "balance"],
  ["tiemout", "timeout"],
  ["zzzzzz", undefined],
])("near %s is %s", (written, wanted) => {
  expect(nearest(written, ["check", "balance", "timeout", "server"])).toBe(wanted);
});

test("a slip is asked about in both languages; without one nothing is said", () => {
  expect(didYouMean("vrp_instance", ["vrrp_instance", "global_defs"])).toEqual({
    fr: ' Vouliez-vous dire "vrrp_instance" ?',
    en: ' Did you mean "vrrp_instance"?',
  });
  expect(didYouMean("GNU", ["vrrp_instance"])).toEqual({ fr: "", en: "" });
});
