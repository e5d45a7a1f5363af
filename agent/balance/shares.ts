import type { Door } from "./algorithm.ts";

/** `hash-balance-factor`: no server gets more than so many percent of what its weight would make its share. */
export class Shares implements Door {
  readonly #weights: number[];
  readonly #sessions: number[];
  readonly #percent: number;
  #weight = 0;
  #total = 0;

  constructor(count: number, percent: number) {
    this.#weights = new Array(count).fill(0);
    this.#sessions = new Array(count).fill(0);
    this.#percent = percent;
  }

  put(server: number, weight: number): void {
    this.#weight += weight - (this.#weights[server] ?? 0);
    this.#weights[server] = weight;
  }

  load(server: number, sessions: number): void {
    this.#total += sessions - (this.#sessions[server] ?? 0);
    this.#sessions[server] = sessions;
  }

  /** Whether it has not had its share, counted with the session that is to come; one may always be had. */
  lets(server: number): boolean {
    const places = Math.ceil(((this.#total + 1) * this.#percent) / 100);
    const weight = this.#weights[server] ?? 0;
    const whole = Math.floor(places / this.#weight) * weight;
    const rest = Math.floor(((places % this.#weight) * weight) / this.#weight);
    return (this.#sessions[server] ?? 0) < Math.max(1, whole + rest);
  }
}
