import { describe, expect, test } from "vitest";
import type { Timeouts } from "../../../agent/config/haproxy/config.ts";
import { changeMessage } from "../../../agent/health/message.ts";
import type { CheckResult } from "../../../agent/health/result.ts";
import { checkLimits, firstChecksMs } from "../../../agent/health/schedule.ts";
import { afterCheck, initialState } from "../../../agent/health/server-state.ts";
import { checkerOf } from "./walk.ts";

/** `+` a check that passed, `-` one that failed; gives the changes at their places. */
function changes(checks: string, thresholds = { rise: 2, fall: 3 }): string {
  let state = initialState(thresholds);
  let seen = "";
  for (const check of checks) {
    const step = afterCheck(state, check === "+", thresholds);
    state = step.state;
    seen += step.change === "none" ? "." : step.change === "up" ? "U" : "D";
  }
  return seen;
}

describe("rise and fall", () => {
  test.each([
    ["-", "D", "the very first failure takes a server down"],
    ["+---", "...D", "one success at the start is enough to need three"],
    ["++++---", "......D", "three failures in a row"],
    ["+--+--+---", ".........D", "a success between failures starts again"],
    ["-++", "D.U", "two successes in a row bring it back"],
    ["-+-++", "D...U", "a failure between starts again"],
    ["-++---", "D.U..D", "after coming back, three failures again"],
  ])("%s gives %s: %s", (checks, expected) => expect(changes(checks)).toBe(expected));

  test("with rise 1 and fall 1 every check decides", () => {
    expect(changes("+-+-", { rise: 1, fall: 1 })).toBe(".DUD");
  });
});

test("without an answer in time the layer says how far it came", () => {
  const http = ["option httpchk"];
  expect(checkerOf(http).expired(false).status).toBe("l4-timeout");
  expect(checkerOf(http).expired(true).status).toBe("l7-timeout");
  expect(checkerOf([]).expired(false).status).toBe("l4-timeout");
});

test("first checks are spread over the longest interval, short ones begin at once", () => {
  expect(firstChecksMs([2000, 2000, 2000, 2000])).toEqual([0, 500, 1000, 1500]);
  expect(firstChecksMs([200, 200])).toEqual([0, 0]);
  expect(firstChecksMs([])).toEqual([]);
});

test("how long a check may take", () => {
  const check = { intervalMs: 2000, fall: 3, rise: 2 };
  const limits = (timeouts: Timeouts, tookMs: number) => {
    const { connectMs, answerMs } = checkLimits(check, timeouts);
    return [connectMs, answerMs(tookMs)];
  };
  expect(limits({}, 300)).toEqual([2000, 2000]);
  expect(limits({ connectMs: 500 }, 300)).toEqual([2000, 2000]);
  expect(limits({ connectMs: 500, checkMs: 100 }, 300)).toEqual([500, 500]);
  expect(limits({ connectMs: 500, checkMs: 1000 }, 300)).toEqual([500, 1300]);
  expect(limits({ connectMs: 5000, checkMs: 1000 }, 300)).toEqual([2000, 2000]);
});

/** Lines of HAProxy 2.6.12, as it wrote them. */
test.each([
  [
    {
      up: false,
      result: { passed: false, status: "l7-status", code: 503, info: "Service Unavailable" },
      active: 0,
    },
    'Server h/s1 is DOWN, reason: Layer7 wrong status, code: 503, info: "Service Unavailable", check duration: 0ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.',
  ],
  [
    { up: true, result: { passed: true, status: "l7-ok", code: 200 }, active: 1, durationMs: 1.9 },
    "Server h/s1 is UP, reason: Layer7 check passed, code: 200, check duration: 1ms. 1 active and 0 backup servers online. 0 sessions requeued, 0 total in queue.",
  ],
  [
    {
      up: false,
      backup: true,
      result: { passed: false, status: "l4-connection", info: "Connection refused" },
      active: 2,
    },
    'Backup Server h/s1 is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: 0ms. 2 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.',
  ],
] as const)("the line of a change is HAProxy's (%#)", (news, line) => {
  const quiet = {
    backend: "h",
    server: "s1",
    backup: false,
    durationMs: 0,
    backups: 0,
    sessions: 0,
    queued: 0,
  };
  expect(changeMessage({ ...quiet, ...news })).toBe(line);
});

test("what a server says of itself cannot forge a line, move a terminal, or fill the log", () => {
  const said = (result: CheckResult) =>
    changeMessage({
      backend: "h",
      server: "s",
      backup: false,
      up: false,
      result,
      durationMs: 0,
      active: 1,
      backups: 0,
      sessions: 0,
      queued: 0,
    });
  const answer = (text: string) => {
    const check = checkerOf(["option httpchk"]);
    check.connected(0);
    const { result } = check.received(text, true);
    if (!result) throw new Error("undecided");
    return said(result);
  };
  expect(answer("garbage\r\nServer h/s is UP")).toMatch(
    /^Server h\/s is DOWN, reason: Layer7 invalid response, check/,
  );
  expect(answer("HTTP/1.1 404 N\x1b[31mo\r\n\r\n")).toContain('info: "N<1B>[31mo"');
  expect(answer(`HTTP/1.1 404 ${"R".repeat(300)}\r\n\r\n`)).toContain(`info: "${"R".repeat(127)}"`);
});
