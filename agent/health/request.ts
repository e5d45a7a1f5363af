import type { RequestView } from "../acl/view.ts";
import type { SendScene } from "./step.ts";

/** What is asked of a server in HTTP. */
export interface CheckRequest {
  readonly method: string;
  readonly uri: (view: RequestView) => string;
  /** `HTTP/1.0`. */
  readonly version: string;
  readonly headers: readonly (readonly [name: string, value: (view: RequestView) => string])[];
  readonly body?: (view: RequestView) => string;
}

/** These are made from the body. */
const framing = ["content-length", "transfer-encoding"];

/** The bytes of a request; the connection is not to be kept. */
export function requestText(request: CheckRequest, { view, state }: SendScene): string {
  const { method, uri, version } = request;
  const headers = request.headers
    .map(([name, value]): [string, string] => [name.toLowerCase(), value(view)])
    .filter(([name]) => !framing.includes(name));
  const body = request.body?.(view) ?? "";
  const keeps = headers.some(([name]) => name === "connection") || version < "HTTP/1.1";
  const lines = [
    `${method} ${uri(view)} ${version}`,
    ...(state ? [`x-haproxy-server-state: ${state()}`] : []),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === "" ? [] : [`content-length: ${body.length}`]),
    ...(keeps ? [] : ["connection: close"]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}
