import type { Self, WatchState } from "./state.ts";

/** Whether it changes anything: that another advert was heard matters only while its sender is in doubt. */
export function isNews({ self: known, inquiry, owes }: WatchState, self: Self): boolean {
  return (
    inquiry !== undefined ||
    owes !== undefined ||
    self.role !== known.role ||
    self.priority !== known.priority ||
    self.address !== known.address ||
    self.masterAddress !== known.masterAddress
  );
}
