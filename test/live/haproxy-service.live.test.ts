import { expect, test } from "vitest";
import { original, ours, play } from "./haproxy/play.ts";
import { describeLive } from "./live.ts";

const real = { stack: "keepalived-haproxy" } as const;

describeLive(
  "TLS and statistics",
  () => {
    test("the verdict of -c on certificates, ciphers and statistics is HAProxy's", {
      timeout: 60_000,
    }, async () => {
      expect(await play("verdict", ours)).toEqual(await play("verdict", original));
    });

    test("certificates by name, the page, the table and the socket beside the original", {
      timeout: 60_000,
    }, async () => {
      const [mine, theirs] = [await play("service", ours), await play("service", original)];
      // HAProxy logs 400 for the 401 that it sends.
      const lines = mine.lines.map((line) => line.replace(/(<STATS> TIMES) 401 /, "$1 400 "));
      expect({ ...mine, lines }).toEqual(theirs);
      expect(mine.tls).toEqual({
        "a.test": "a.test TLSv1.3 http/1.1 200",
        "x.wild.test": "a.test TLSv1.3 http/1.1 200",
        "b.test": "b.test TLSv1.3 http/1.1 200",
        "nobody.test": "a.test TLSv1.3 http/1.1 200",
      });
      expect(mine.besideSlow).toBe(true);
      expect(mine.page["a form without a password"]).toBe("401  s1 2/0");
      expect(mine.page["a form"]).toBe("303 location: /stats;st=done s1 2/8");
    });
  },
  real,
);
