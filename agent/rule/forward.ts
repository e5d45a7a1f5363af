import { isInside, type Network } from "../acl/address.ts";
import { fieldValues } from "../acl/fetch/header.ts";
import { casts } from "../acl/sample.ts";
import type { RequestView } from "../acl/view.ts";
import { editRequest } from "./message.ts";

/** `option forwardfor` or `option originalto` with its words. */
export interface Forwarding {
  /** In lower case. */
  readonly header?: string;
  /** Of addresses in here nothing is told. */
  readonly except?: Network;
  /** A header that is there is left alone. */
  readonly ifNone: boolean;
}

/** What the two sections of a request say; the backend's name of the header goes before the frontend's. */
export function addForwarded(
  sections: readonly (Forwarding | undefined)[],
  kind: "client" | "local",
  view: RequestView,
): void {
  const options = sections.filter((option) => option !== undefined);
  if (options.length === 0 || !view.head) return;
  const { clientAddress, localAddress } = view.connection;
  const value = kind === "client" ? clientAddress : localAddress;
  const address = casts.address(value);
  const isSpared = options.some(
    ({ except }) => except && typeof address === "object" && isInside(address, except),
  );
  const usual = kind === "client" ? "x-forwarded-for" : "x-original-to";
  const name = options.findLast(({ header }) => header !== undefined)?.header ?? usual;
  const { head } = view;
  if (isSpared || (options.some(({ ifNone }) => ifNone) && fieldValues(head, name).length > 0)) return;
  editRequest(view)?.add(name, value);
}
