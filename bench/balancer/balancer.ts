import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { originPorts, type Work } from "./work.ts";

/** Who serves: it writes its file into `folder` and says how it is started there, listening on `port`. */
export interface Balancer {
  readonly name: string;
  /** Undefined: it does every work; else the only ones. */
  readonly works?: readonly string[];
  readonly words: (work: Work, port: number, folder: string) => readonly string[];
}

/** What every haproxy.cfg of this bench begins with. */
export const haproxyStart = `global
  nbthread 1
  maxconn 4000
defaults
  mode http
  timeout client 30s
  timeout server 30s
  timeout connect 5s
`;

function haproxyFile(work: Work, port: number, folder: string): string {
  const file = join(folder, "haproxy.cfg");
  writeFileSync(file, haproxyStart + work.sections(port));
  return file;
}

const program = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const original: Balancer = {
  name: "HAProxy",
  words: (work, port, folder) => ["haproxy", "-q", "-db", "-f", haproxyFile(work, port, folder)],
};

export const ours: Balancer = {
  name: "ours",
  words: (work, port, folder) => {
    const file = haproxyFile(work, port, folder);
    return [process.execPath, program("../../agent/haproxy.ts"), "-q", "-db", "-f", file];
  },
};

const keepAlive = ["HTTP keep-alive, small bodies"];
/** The same origin by three addresses. */
const origins = [1, 2, 3].map((host) => `127.0.0.${host}:${originPorts.small}`);

const nginx: Balancer = {
  name: "nginx",
  works: keepAlive,
  words: (_work, port, folder) => {
    const file = join(folder, "nginx.conf");
    writeFileSync(
      file,
      `daemon off; pid ${folder}/nginx.pid; error_log stderr; worker_processes 1;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000;
  upstream app { ${origins.map((address) => `server ${address} max_fails=0;`).join(" ")} keepalive 128; keepalive_requests 1000000000; }
  server { listen 127.0.0.1:${port}; location / {
    proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection "";
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; } }
}
`,
    );
    return ["nginx", "-c", file];
  },
};

const modules = [
  "mpm_event",
  "authz_core",
  "proxy",
  "proxy_http",
  "proxy_balancer",
  "slotmem_shm",
  "lbmethod_byrequests",
];

/** One process with 64 threads: as many as there are clients. */
const apache: Balancer = {
  name: "Apache mod_proxy",
  works: keepAlive,
  words: (_work, port, folder) => {
    const file = join(folder, "apache.conf");
    const load = modules.map((one) => `LoadModule ${one}_module /usr/lib/apache2/modules/mod_${one}.so`);
    writeFileSync(
      file,
      `${load.join("\n")}
ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog /dev/null
MaxKeepAliveRequests 0
StartServers 1
ServerLimit 1
ThreadLimit 128
ThreadsPerChild 128
MaxRequestWorkers 128
<Proxy balancer://app>
${origins.map((address) => `BalancerMember http://${address}`).join("\n")}
</Proxy>
ProxyPass / balancer://app/
`,
    );
    return ["apache2", "-D", "FOREGROUND", "-f", file];
  },
};

const onNode = (library: string): Balancer => ({
  name: library,
  works: keepAlive,
  words: (_work, port) => [process.execPath, program("node-proxy.ts"), library, String(port)],
});

/** What one would take instead; each does the plain work only. */
export const others: readonly Balancer[] = [nginx, apache, onNode("http-proxy"), onNode("fast-proxy")];
