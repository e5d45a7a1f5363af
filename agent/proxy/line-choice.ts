import type { SessionRecord } from "./record.ts";

/**
 * Something went wrong, as `log-separate-errors` and `dontlog-normal` understand it (manual §8.2.6):
 * an error or a timeout that is not an answer of ours, another attempt, or a 5xx.
 */
export function wentWrong({ termination, redispatched, retries, status }: SessionRecord): boolean {
  const who = termination[0];
  if (redispatched || status >= 500) return true;
  return who === "-" ? retries > 0 : who !== "L";
}

/** Whether that makes a difference to a frontend: where not, nothing is looked at. */
export function tellsErrors({ options }: { readonly options?: ReadonlySet<string> }): boolean {
  return options?.has("dontlog-normal") === true || options?.has("log-separate-errors") === true;
}
