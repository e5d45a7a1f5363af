import { readBind } from "./bind.ts";
import { endsAt, type Keyword, looseNumber, type ProxyContext, refuse, wordAt } from "./keyword.ts";

/** What `frontend` knows beyond the common keywords [T]. */
export const frontendKeywords: readonly Keyword<ProxyContext>[] = [
  {
    name: "bind",
    side: "front",
    read: readBind,
  },
  { name: "default_backend", side: "front", read: readDefaultBackend },
  { name: "maxconn", side: "front", read: readMaxConnections },
];

function readDefaultBackend(context: ProxyContext): void {
  const name = wordAt(context, 1);
  if (!endsAt(context, 2)) return;
  if (name === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"default_backend" attend le nom d\'un backend.',
      en: '"default_backend" expects the name of a backend.',
    });
    return;
  }
  context.proxy.defaultBackend = { name, ...context.place(1) };
}

function readMaxConnections(context: ProxyContext): void {
  if (!endsAt(context, 2)) return;
  if (wordAt(context, 1) === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"maxconn" attend un nombre de connexions, par exemple 2000.',
      en: '"maxconn" expects a number of connections, for example 2000.',
    });
    return;
  }
  const limit = looseNumber(context, 1, "maxconn");
  // 0 takes the process-wide limit.
  if (limit > 0) context.proxy.maxConnections = limit;
  else delete context.proxy.maxConnections;
}
