import { defineConfig } from "vitest/config";

const live = "test/live/**/*.live.test.ts";
/** Two dozen labs at once: whoever measured beside them would measure them. */
const alone = "test/live/course-pairs.live.test.ts";
/** A limit only says that a test hangs: no test measures time against it. */
const hungMs = { unit: 60_000, live: 300_000 };

const realTime = {
  globalSetup: "test/live/engine-setup.ts",
  // What is measured in real time suffers from whatever else the machine does. The report names each such test.
  retry: 1,
  testTimeout: hungMs.live,
  hookTimeout: hungMs.live,
};

export default defineConfig({
  test: {
    // koffi's default event loop is that of a process's main thread.
    pool: "forks",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [live],
          testTimeout: hungMs.unit,
          hookTimeout: hungMs.unit,
        },
      },
      {
        extends: true,
        test: {
          ...realTime,
          name: "live",
          include: [live],
          exclude: [alone],
          // Labs mostly wait; more of them at once would take the processors from the probes that measure.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          ...realTime,
          name: "live-alone",
          include: [alone],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
