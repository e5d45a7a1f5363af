/** A removal of the addresses that waits until another node has them. */
export class Removal {
  #remove: (() => void) | undefined;
  #resolve: () => void = () => {};
  /** Resolves when none waits any more. */
  done: Promise<void> = Promise.resolve();

  await(remove: () => void): void {
    this.cancel();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#remove = remove;
    this.#resolve = resolve;
    this.done = promise;
  }

  finish(): void {
    this.#remove?.();
    this.cancel();
  }

  /** The addresses stay. */
  cancel(): void {
    this.#remove = undefined;
    this.#resolve();
  }
}
