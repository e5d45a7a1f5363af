import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { wireCases } from "./haproxy/case.ts";
import { ownSequence } from "./haproxy/exact-own.ts";
import { exactPlans, exactTurns } from "./haproxy/exact-plan.ts";
import { original, ours, play } from "./haproxy/play.ts";
import { describeLive } from "./live.ts";

const real = { stack: "keepalived-haproxy" } as const;

describeLive(
  "the wire",
  () => {
    test("the same file and the same bytes: the same replies and the same log", {
      timeout: 120_000,
    }, async () => {
      const [mine, theirs] = [await play("wire", ours), await play("wire", original)];
      const plain = wireCases.filter((one) => !one.strict).map((one) => one.name);
      const pick = (replies: Readonly<Record<string, string>>) => plain.map((name) => [name, replies[name]]);
      expect(pick(mine.replies)).toEqual(pick(theirs.replies));
      for (const { name } of wireCases.filter((one) => one.strict)) {
        // A balancer's own refusal; a server's has other words.
        expect(theirs.replies[name], `${name} with HAProxy`).not.toMatch(/^HTTP\/1\.1 400 Bad request\r/);
        expect(mine.replies[name], `${name} with ours`).toMatch(/^HTTP\/1\.1 400 Bad request\r/i);
      }
      expect(withoutStrict(mine.lines)).toEqual(withoutStrict(theirs.lines));
    });
  },
  real,
);

/** The strict cases come last, behind "after all that". */
function withoutStrict(lines: readonly string[]): readonly string[] {
  return lines.slice(0, -wireCases.filter((one) => one.strict).length);
}

describeLive(
  "turns",
  () => {
    test("weights and backups give the same sequence of servers", { timeout: 60_000 }, async () => {
      expect(await play("turns", ours)).toEqual(await play("turns", original));
    });
  },
  real,
);

describeLive(
  "routes",
  () => {
    test("the same rules and the same requests: the same backend, the same replies and the same log", {
      timeout: 60_000,
    }, async () => {
      expect(await play("routes", ours)).toEqual(await play("routes", original));
    });

    test("every expression, action and name of the log gives the same", { timeout: 90_000 }, async () => {
      expect(await play("rules", ours)).toEqual(await play("rules", original));
    });

    test("rules that look into bytes and bodies wait, see and refuse the same", {
      timeout: 60_000,
    }, async () => {
      expect(await play("bytes", ours)).toEqual(await play("bytes", original));
    });

    test("the same conditions hold for the same requests", { timeout: 60_000 }, async () => {
      const held = await play("conditions", ours);
      expect(held).toEqual(await play("conditions", original));
      // Where nothing holds nothing is compared.
      expect(held.flat().length).toBeGreaterThan(800);
    });
  },
  real,
);

describeLive(
  "choices",
  () => {
    test("each algorithm takes the same server for the same request", { timeout: 60_000 }, async () => {
      const [mine, theirs] = [await play("choices", ours), await play("choices", original)];
      expect(mine.taken).toEqual(theirs.taken);
      expect(mine.held).toEqual(theirs.held);
      // The shares are those of the circle; both are within five times the deviation of each other.
      const [heavy = 0, light = 0] = mine.random;
      expect(heavy + light).toBe(400);
      expect(Math.abs(heavy - (theirs.random[0] ?? 0))).toBeLessThan(66);
    });
  },
  real,
);

describeLive(
  "tables that know servers",
  () => {
    test("bring the same requests to the same servers, and hold the same", { timeout: 60_000 }, async () => {
      const [mine, theirs] = await Promise.all([play("stick", ours), play("stick", original)]);
      expect(mine).toEqual(theirs);
    });
  },
  real,
);

describeLive(
  "peers",
  () => {
    test("share their tables with HAProxy in both directions, and hand them over on a reload", {
      timeout: 60_000,
    }, async () => {
      const [mine, theirs] = await Promise.all([play("peers", ours), play("peers", original)]);
      expect(mine).toEqual(theirs);
      expect(mine["taught to HAProxy"]).toEqual(mine["told by HAProxy"]);
    });
  },
  real,
);

describeLive(
  "servers that speak TLS",
  () => {
    test("well and badly: the same answers, lines, and words of the checks", {
      timeout: 60_000,
    }, async () => {
      const [mine, theirs] = await Promise.all([play("secure", ours), play("secure", original)]);
      expect(mine).toEqual(theirs);
    });
  },
  real,
);

describeLive(
  "10,000 requests",
  () => {
    test("come to the servers that HAProxy chooses, while servers leave, return and change their weight", {
      timeout: 60_000,
    }, async () => {
      const theirs = await play("exact", original);
      for (const [at, plan] of exactPlans.entries()) {
        const mine = ownSequence(plan);
        expect([plan.name, mine.length, mine === theirs[at]]).toEqual([plan.name, exactTurns, true]);
      }
    });
  },
  real,
);

describeLive(
  "the recorded turns",
  () => {
    test("are what HAProxy does today", { timeout: 60_000 }, async () => {
      const { steady, changing } = await play("record", original);
      expect(steady).toEqual(recorded("roundrobin"));
      expect(changing).toEqual(recorded("roundrobin-changes"));
    });
  },
  real,
);

function recorded(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), "utf8"));
}

describeLive(
  "health",
  () => {
    test("servers that fall ill and get well: the same story, the same words", {
      timeout: 60_000,
    }, async () => {
      const mine = await play("health", ours);
      expect(mine.story).toEqual({
        "all up": ["9001", "9002"],
        "s1 down": ["9002"],
        "only the backup": ["9003"],
        nobody: ["503"],
        "s2 again": ["9002"],
      });
      expect(mine).toEqual(await play("health", original));
    });

    test("every kind of check asks the same, and says the same of the answer", {
      timeout: 60_000,
    }, async () => {
      expect(await play("check", ours)).toEqual(await play("check", original));
    });

    test("servers begin where a state file says", { timeout: 60_000 }, async () => {
      const { shown, news } = await play("state", ours);
      expect(news).toHaveLength(6);
      expect({ shown, news }).toEqual(await play("state", original));
    });
  },
  real,
);

describeLive("bodies", () => {
  test("10 MiB pass unchanged in both directions, and a client that does not read stops the server", {
    timeout: 60_000,
  }, async () => {
    const result = await play("body", ours);
    expect(result.uploads).toEqual([true, true]);
    expect(result.echoes).toEqual([true, true]);
    // What the kernel's buffers of three sockets hold, and little more.
    expect(result.stalledBytes).toBeLessThan(33_554_432);
    expect(result.receivedBytes).toBeGreaterThan(67_108_864);
    expect(result.growthKib).toBeLessThan(81_920);
  });
});

describeLive("a storm of clients and servers, sound and not", () => {
  test("no client gets another's bytes, nothing ends the daemon, nothing stays behind", {
    timeout: 60_000,
  }, async () => {
    const { foreign, answered, serves, descriptors, growthKib, errors } = await play("storm", ours);
    expect(foreign).toEqual([]);
    expect(answered).toBeGreaterThan(400);
    expect(errors).not.toMatch(/Error|MaxListeners/);
    expect(serves).toBe(true);
    expect(descriptors).toBeLessThanOrEqual(2);
    expect(growthKib).toBeLessThan(131_072);
  });
});

describeLive(
  "compression",
  () => {
    test("the same answers go compressed, by the same algorithm, with the same headers and lines", {
      timeout: 60_000,
    }, async () => {
      const [mine, theirs] = [await play("compression", ours), await play("compression", original)];
      expect(mine.answers).toEqual(theirs.answers);
      expect(mine.log).toEqual(theirs.log);
      const squeezed = Object.values(mine.answers).filter((lines) =>
        lines.includes("content-encoding: gzip"),
      );
      expect(squeezed.length).toBeGreaterThan(8);
    });
  },
  real,
);

describeLive(
  "HTTP/2",
  () => {
    test("clients that speak it get the original's answers, and its lines in the log", {
      timeout: 60_000,
    }, async () => {
      const [mine, theirs] = [await play("http2", ours), await play("http2", original)];
      expect(mine.answers).toEqual(theirs.answers);
      expect(mine.answers).toMatchObject({ "a large body": true, "sixty at once": true });
      expect(mine.log).toEqual(theirs.log);
    });
  },
  real,
);

/** The original blames the server's side for a client's bad chunk, and the client for not going on after the answer. */
const blamedOtherwise: Readonly<Record<string, string>> = {
  "a chunk size without an end": "400 PH--",
  "a chunk extension without an end": "400 PH--",
  "a server that answers before the request is whole": "413 CD--",
};

describeLive(
  "hostile clients and servers",
  () => {
    test("get the original's answers and lines, memory stays, and a sound client notices nothing", {
      timeout: 90_000,
    }, async () => {
      const [mine, theirs] = await Promise.all([play("hostile", ours), play("hostile", original)]);
      expect(mine.answers).toEqual(theirs.answers);
      expect({ ...mine.log, ...blamedOtherwise }).toEqual(theirs.log);
      expect(mine.slowRefused).toBe(100);
      expect(mine.othersFailed).toBe(0);
      expect(mine.serves).toBe(true);
      expect(mine.errors).toBe("");
      // 40 MiB of chunks, 100,000 bytes of header a dozen times, 3,000 connections: nothing of it is kept.
      expect(mine.growthKib).toBeLessThan(65_536);
      expect(mine.descriptors).toBeLessThanOrEqual(2);
    });
  },
  real,
);

describeLive("what comes and goes around the daemon", () => {
  test("its log socket, its descriptors, and itself: nobody's request is torn", {
    timeout: 60_000,
  }, async () => {
    expect(await play("ends", ours)).toEqual({
      logged: [false, true, false, true],
      soft: {
        "half a request": "HTTP/1.1 200 OK, connection: close",
        "a request that waits": "HTTP/1.1 200 OK",
        "a long response": "whole",
        "still listens": "false",
        exit: 0,
      },
      term: "SIGTERM",
      recovered: true,
    });
  });
});

describeLive("the daemon", () => {
  test("checks, listens before the parent leaves, is named haproxy, gives up root, ends softly", {
    timeout: 60_000,
  }, async () => {
    const { datagrams, ...result } = await play("daemon", ours);
    expect(result).toMatchSnapshot();
    const [line = ""] = datagrams.filter((text) => text.includes("GET / "));
    expect(line).toMatch(
      /^<134>\w{3} [ \d]\d \d\d:\d\d:\d\d haproxy\[\d+\]: 127\.0\.0\.1:\d+ \[.*\] l l\/s1 .*"GET \/ HTTP\/1\.1"\n$/,
    );
  });
});
