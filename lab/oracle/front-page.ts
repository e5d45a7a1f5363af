import { evaluate } from "../../agent/acl/condition.ts";
import type { RequestView } from "../../agent/acl/view.ts";
import type { Backend, BindAddress, Frontend, HaproxyConfig } from "../../agent/config/haproxy/config.ts";
import { applyRules } from "../../agent/rule/rule.ts";

/** Where a request leads that a client makes at an address, once it has followed the redirections. */
export interface FrontPage {
  readonly url: string;
  readonly backend?: Backend;
}

/** A client gives up after more of them. */
const mostRedirections = 5;

/** What the configuration makes of `GET url`; redirections count where it listens at their target (RFC 9110 §15.4). */
export function frontPage(config: HaproxyConfig, url: string, redirections = 0): FrontPage {
  const at = new URL(url);
  const frontend = listening(config, at) ?? config.frontends[0];
  if (frontend === undefined) return withBackend(url, config.backends[0]);
  const view = viewOf(at);
  const outcome = applyRules([...frontend.rules.httpRequest, ...frontend.rules.redirect], view);
  const target = outcome.kind === "reply" ? locationOf(outcome.text, at) : undefined;
  const follows = target !== undefined && listening(config, target) !== undefined;
  if (follows && redirections < mostRedirections) return frontPage(config, target.href, redirections + 1);
  const routed = outcome.kind === "on" ? outcome.view : view;
  const name = frontend.routes.find(({ condition }) => evaluate(condition, routed))?.backend;
  const wanted = name ?? frontend.defaultBackend;
  return withBackend(url, config.backends.find((backend) => backend.name === wanted) ?? config.backends[0]);
}

function withBackend(url: string, backend: Backend | undefined): FrontPage {
  return { url, ...(backend === undefined ? {} : { backend }) };
}

function listening({ frontends }: HaproxyConfig, url: URL): Frontend | undefined {
  const isThere = ({ port, tls }: BindAddress) => port === portOf(url) && (tls !== undefined) === isTls(url);
  return frontends.find(({ binds }) => binds.some(isThere));
}

/** The client is a neighbour of the address: it shares its network. */
function viewOf(url: URL): RequestView {
  return {
    connection: {
      clientAddress: url.hostname,
      clientPort: 40_000,
      localAddress: url.hostname,
      localPort: portOf(url),
      isTls: isTls(url),
    },
    head: {
      kind: "request",
      method: "GET",
      target: url.pathname,
      version: "HTTP/1.1",
      headers: [{ name: "host", value: url.host }],
    },
    backend: () => ({ usable: 1, isUp: () => true }),
  };
}

/** Another host is another service. */
function locationOf(reply: string, from: URL): URL | undefined {
  const written = /^location: (.*)$/im.exec(reply)?.[1]?.trim() ?? "";
  const target = URL.canParse(written, from) ? new URL(written, from) : undefined;
  return target?.hostname === from.hostname && /^https?:$/.test(target.protocol) ? target : undefined;
}

const isTls = ({ protocol }: URL) => protocol === "https:";
const portOf = (url: URL) => Number(url.port || (isTls(url) ? 443 : 80));
