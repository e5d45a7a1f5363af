/** What is asked of both balancers: the same file, the same clients. */
export interface Work {
  readonly name: string;
  /** haproxy.cfg between the origins' and the clients' sides: sections that listen on `port`. */
  readonly sections: (port: number) => string;
  readonly url: (port: number) => string;
  readonly connections: number;
  /** Of the clients. */
  readonly headers?: readonly string[];
  /** CPU counts by so many bytes instead of by request. */
  readonly perBytes?: number;
  /** Issue of the ratio CPU ours / HAProxy. */
  readonly target: number;
}

/** Ports of the origins: small answers and those of 1 MiB. */
export const originPorts = { small: 9001, large: 9002 } as const;

const servers = ["a", "b", "c"].map((name) => `  server ${name} 127.0.0.1:${originPorts.small}\n`).join("");
const site = (port: number, rules = "", bind = "") => `frontend www
  bind 127.0.0.1:${port}${bind}
${rules}  default_backend app
backend app
  balance roundrobin
  option forwardfor
${servers}`;
const plain = (port: number) => `http://127.0.0.1:${port}/`;

const rules = `  option httplog
  log 127.0.0.1:5140 local0
  acl is_api path_beg /api
  acl is_static path_end .png .css .js
  acl is_admin hdr(host) -i admin.example.org
  acl is_local src 10.0.0.0/8
  acl is_post method POST
  http-request set-header X-Real-IP %[src]
  http-request add-header X-Forwarded-Proto http
  http-request del-header X-Powered-By
  http-request deny if is_admin is_post is_local
  use_backend app if is_api or is_static
`;

/** Rows of the report. */
export const works = [
  { name: "HTTP keep-alive, small bodies", sections: site, url: plain, connections: 64, target: 1.0 },
  {
    name: "new connection per request",
    sections: site,
    url: plain,
    connections: 64,
    headers: ["Connection: close"],
    target: 1.15,
  },
  {
    name: "bodies of 1 MiB",
    sections: (port) => site(port).replaceAll(`:${originPorts.small}`, `:${originPorts.large}`),
    url: plain,
    connections: 8,
    perBytes: 2 ** 30,
    target: 1.2,
  },
  {
    name: "TCP mode",
    sections: (port) => `listen app\n  mode tcp\n  bind 127.0.0.1:${port}\n  balance roundrobin\n${servers}`,
    url: plain,
    connections: 64,
    target: 1.0,
  },
  {
    name: "5 ACLs, 3 header rules, httplog",
    sections: (port) => site(port, rules),
    url: (port) => `http://127.0.0.1:${port}/api/items`,
    connections: 64,
    target: 1.1,
  },
  {
    name: "TLS, keep-alive",
    sections: (port) => site(port, "", " ssl crt site.pem"),
    url: (port) => `https://127.0.0.1:${port}/`,
    connections: 64,
    target: 1.5,
  },
] as const satisfies readonly Work[];
