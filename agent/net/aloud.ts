/** Throws where nobody catches, which ends the process: for callbacks from native code, out of which nothing may come. */
export function throwAloud(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
