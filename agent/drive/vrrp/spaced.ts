/** Does one thing after another, with a pause between them: `vrrp_garp_interval`. */
export class Spaced implements Disposable {
  readonly #timers = new Set<NodeJS.Timeout>();
  #freeAtMs = 0;

  /** All at once without a pause. `onError`: what a later one throws. */
  run(jobs: readonly (() => void)[], pauseMs: number, onError: (error: unknown) => void): void {
    if (pauseMs === 0) {
      for (const job of jobs) job();
      return;
    }
    const nowMs = performance.now();
    for (const job of jobs) {
      const atMs = Math.max(nowMs, this.#freeAtMs);
      this.#freeAtMs = atMs + pauseMs;
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        try {
          job();
        } catch (error) {
          onError(error);
        }
      }, atMs - nowMs);
      this.#timers.add(timer);
    }
  }

  /** What was not done yet is not done. */
  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#freeAtMs = 0;
  }
}
