import { describe, expect, test } from "vitest";
import { advance, initialState } from "../../../agent/vrrp/machine.ts";
import type { VrrpEvent, VrrpState } from "../../../agent/vrrp/state.ts";
import { advertFrom, instance } from "./instance.ts";

const rival = "192.168.1.12";

/** Plays events at their times; timers fire in between. */
function play(settings: ReturnType<typeof instance>) {
  let state: VrrpState = initialState(settings);
  const done: string[] = [];
  const tell = (event: VrrpEvent, atMs: number) => {
    const next = advance(state, event, settings, atMs);
    state = next.state;
    for (const action of next.actions) {
      if (action.kind === "log") continue;
      const detail =
        "priority" in action ? ` ${action.kind === "notify" ? action.state : action.priority}` : "";
      done.push(`${atMs} ${action.kind}${detail}`);
    }
  };
  const runTo = (untilMs: number) => {
    while (state.role.wakeAtMs <= untilMs) tell({ kind: "timer" }, state.role.wakeAtMs);
  };
  tell({ kind: "start", linkUp: true, primaryAddress: "192.168.1.11" }, 0);
  return { tell, runTo, done, now: () => state };
}

describe("a master that is told to stand by", () => {
  test("resigns in order and stays a backup, however long nobody else is there", () => {
    const { tell, runTo, done, now } = play(instance("priority 100"));
    runTo(5000);
    done.length = 0;
    tell({ kind: "standby", on: true }, 5000);
    runTo(1_000_000);
    expect(done).toEqual(["5000 send-advert 0", "5000 remove-addresses", "5000 notify BACKUP"]);
    expect(now().role.kind).toBe("backup");
  });

  test("takes part again when it is told to be active: after the master down interval, not before", () => {
    const { tell, runTo, done } = play(instance("priority 100"));
    runTo(5000);
    tell({ kind: "standby", on: true }, 5000);
    tell({ kind: "standby", on: false }, 60_000);
    done.length = 0;
    runTo(63_600);
    expect(done).toEqual([]);
    runTo(63_610);
    expect(done[0]).toBe("63609.375 send-advert 100");
  });

  test("leaves a weaker master alone, takes over from nobody, and a farewell changes nothing", () => {
    const settings = instance("priority 100");
    const { tell, runTo, now } = play(settings);
    tell({ kind: "standby", on: true }, 100);
    tell(advertFrom(rival, settings, 50), 1000);
    tell(advertFrom(rival, settings, 0), 2000);
    tell({ kind: "master-gone", address: rival, how: "closed" }, 2500);
    tell({ kind: "promoted" }, 2600);
    runTo(100_000);
    expect(now().role.kind).toBe("backup");
  });
});

test("an address owner that stands by is a backup too, also after a fault", () => {
  const { tell, runTo, now } = play(instance("priority 255"));
  expect(now().role.kind).toBe("master");
  tell({ kind: "standby", on: true }, 1000);
  tell({ kind: "interface", linkUp: false, primaryAddress: "192.168.1.11" }, 2000);
  expect(now().role.kind).toBe("fault");
  tell({ kind: "interface", linkUp: true, primaryAddress: "192.168.1.11" }, 3000);
  runTo(100_000);
  expect(now()).toMatchObject({ standby: true, role: { kind: "backup" } });
});

test("a file that is read again does not end it, a restart does", () => {
  const settings = instance("priority 100");
  const { tell, runTo, now } = play(settings);
  tell({ kind: "standby", on: true }, 100);
  tell({ kind: "reconfigured" }, 200);
  runTo(100_000);
  expect(now()).toMatchObject({ standby: true, role: { kind: "backup" } });
  expect(initialState(settings).standby).toBeUndefined();
});

test("standing by twice, or being active already, changes nothing", () => {
  const { tell, done } = play(instance("priority 100"));
  done.length = 0;
  tell({ kind: "standby", on: false }, 10);
  tell({ kind: "standby", on: true }, 20);
  tell({ kind: "standby", on: true }, 30);
  expect(done).toEqual([]);
});
