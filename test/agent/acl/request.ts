import { PatternRegistry } from "../../../agent/acl/pattern-registry.ts";
import type { Acl, Scope } from "../../../agent/acl/scope.ts";
import type { BackendView, ConnectionView, RequestView } from "../../../agent/acl/view.ts";
import { latin1Bytes } from "../../../agent/http/bytes.ts";
import { RequestScan } from "../../../agent/http/request-scan.ts";

const connection: ConnectionView = {
  clientAddress: "192.168.1.10",
  clientPort: 40_000,
  localAddress: "192.168.1.100",
  localPort: 80,
  isTls: false,
};

export const request = `GET /api/v1/item.PNG?id=7&tag=a;x=&id=8 HTTP/1.1
Host: Shop.Example.com:8080
User-Agent: curl/7.88 (x86)
Accept: text/html, "a,b", */*
Cookie: theme=dark; session=s3cr3t
Cookie: theme=light
X-Forwarded-For: 10.0.0.1, 172.16.0.9
Content-Length: 0
`;

const backends: Readonly<Record<string, BackendView>> = {
  b: { usable: 2, isUp: (server) => server !== "s3" },
  empty: { usable: 0, isUp: () => false },
};

/** A request as conditions see it; an empty text is a connection in `mode tcp`. */
export function viewOf(text: string, facts: Partial<ConnectionView> = {}): RequestView {
  const scan = new RequestScan();
  scan.push(latin1Bytes(`${text.replaceAll("\n", "\r\n")}\r\n`));
  return {
    connection: { ...connection, ...facts },
    head: scan.state === "head" ? scan.head : undefined,
    backend: (name) => backends[name],
  };
}

export function scopeOf(
  acls: Readonly<Record<string, Acl>> = {},
  files: Readonly<Record<string, string>> = {},
): Scope {
  return {
    proxy: "b",
    phase: "request",
    place: "file 'test.cfg' line 1",
    acls: new Map(Object.entries(acls)),
    captures: { request: [], response: [] },
    patterns: new PatternRegistry(),
    readFile: (path) => files[path],
  };
}
