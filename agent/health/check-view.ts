import { ByteStream } from "../acl/byte-stream.ts";
import { Memory, Transaction } from "../acl/transaction.ts";
import type { RequestView } from "../acl/view.ts";
import type { World } from "../acl/world.ts";

/** What the expressions of a check see: there is no client and no request. */
export function checkView(
  backend: string,
  { world, find }: { readonly world?: World; readonly find?: RequestView["backend"] } = {},
): RequestView {
  const transaction = new Transaction(new Memory());
  transaction.backend = backend;
  const [request, response] = [new ByteStream(), new ByteStream()];
  return {
    connection: nobody,
    head: undefined,
    transaction,
    backend: find ?? (() => undefined),
    world,
    streams: { request, response, about: response },
  };
}

const nobody: RequestView["connection"] = {
  clientAddress: "",
  clientPort: 0,
  localAddress: "",
  localPort: 0,
  isTls: false,
};
