import type { DocumentName } from "./document.ts";

/**
 * What the code inside the documents' sentences is: a name, a value, a path, a command; a line of interfaces(5); or
 * lines of the configuration blocks with these numbers, whose verdict is then theirs.
 */
export type Inline = "value" | "path" | "command" | "interfaces" | "rule" | readonly number[];

/** Every piece of code in a sentence, of every document. */
export const inlines: Readonly<Record<DocumentName, Readonly<Record<string, Inline>>>> = {
  annexe: {
    "192.168.1.100": "value",
    Server1: "value",
    Server2: "value",
    "state MASTER": [1],
    "interface eth0": [1, 2],
    "virtual_router_id 51": [1, 2],
    "priority 100": [1],
    "advert_int 1": [1, 2],
    "virtual_ipaddress { 192.168.1.100 }": [1, 2],
    "state BACKUP": [2],
    "priority 90": [2],
  },
  bts: {
    enp0s3: "value",
    "allow-hotplug enp0s3": "interfaces",
    "iface enp0s3 inet static": "interfaces",
    "dns-nameservers 8.8.8.8": "interfaces",
    vrrp_script: [10, 11],
    reload_haproxy: [10, 11],
    'script "killall -0 haproxy"': [10, 11],
    "killall -0 haproxy": "command",
    "keepalived.conf": "path",
    defaults: [12],
    "mode http": [12],
    "timeout connect 5000ms": [12],
    "timeout client 50000ms": [12],
    "timeout server 50000ms": [12],
    // The line below the head of a table.
    "---": "rule",
    "frontend http_front": [12],
    "bind *:80": [2, 4, 12],
    "default_backend http_back": [12],
    "acl is_stats path_beg -i /stats": [12],
    "use_backend stats_backend if is_stats": [12],
    "balance roundrobin": [2, 4, 12],
    "server srv-web1 192.168.1.20:80 check": [12],
  },
  apache: {
    "/etc/keepalived/keepalived.conf": "path",
    "/etc/apache2/sites-available/000-default.conf": "path",
    "http://192.168.1.200": "value",
    curl: "command",
    ip: "command",
  },
  module: {},
  supermarket: {},
};
