import { messageOf } from "../base/message-of.ts";

/** Does it for every item, also after one has failed; then throws what went wrong, with all the messages. */
export function tryAll<Item>(items: Iterable<Item>, act: (item: Item) => void): void {
  const errors: unknown[] = [];
  for (const item of items) {
    try {
      act(item);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, errors.map(messageOf).join("; "));
}
