import type { DocumentName } from "./document.ts";

/** A sentence of a document that does not hold, outside of its blocks. */
export interface Sentence {
  readonly document: DocumentName;
  readonly says: string;
  readonly really: string;
}

export const sentences: readonly Sentence[] = [
  {
    document: "annexe",
    says: "The failover happens without the users noticing it.",
    really:
      "Whoever asks in these three seconds or so waits or gets an error. `npm run lab` shows how long, and what the protocol predicts.",
  },
  {
    document: "annexe",
    says: "keepalived guarantees a single active database.",
    really:
      "VRRP guarantees no such thing: when the two nodes do not hear each other, both are master. A database needs a quorum or fencing.",
  },
  {
    document: "bts",
    says: "The virtual IP is 192.168.1.50 (part 2), .100 (part 5), .35/32 (parts 7 and 8).",
    really:
      "Three examples, not one: take one address, the same on both nodes. /32 is right for a virtual IP.",
  },
  {
    document: "bts",
    says: "`allow-hotplug` brings the interface up when a cable is plugged in.",
    really: "It waits for the device (a driver, a USB adapter), not for the cable.",
  },
  {
    document: "bts",
    says: "The difference between the two files is the priority.",
    really: "And `state`, which is misspelt in the second one; the priority alone decides.",
  },
  {
    document: "apache",
    says: "Restart Apache, and the virtual host works.",
    really:
      "Debian enables none of the modules: `a2enmod proxy proxy_http proxy_balancer lbmethod_byrequests` comes first. The virtual host itself is Apache's language, and not examined here.",
  },
  {
    document: "module",
    says: "99 % means 7.2 hours a month.",
    really: "7.3 hours: 8,760 hours a year, a twelfth of it, a hundredth of that.",
  },
  {
    document: "module",
    says: "MASTER_LOG_POS=154; replication and streaming work with what is printed.",
    really:
      "The position is the one that SHOW MASTER STATUS prints on your server; both databases listen on loopback until `bind-address` or `listen_addresses` says otherwise; Gluster asks for `force` on the root file system; RHEL's firewalld drops VRRP (protocol 112) until it is allowed. (Looked up, not run.)",
  },
  {
    document: "supermarket",
    says: "keepalived gives a new virtual IP to another server.",
    really: "The same address moves to the other server: that is why clients need not know.",
  },
  {
    document: "supermarket",
    says: "keepalived does not deal with a broken till.",
    really: "Its `virtual_server` blocks check servers too; the course leaves that to HAProxy.",
  },
  {
    document: "supermarket",
    says: "Without interruption.",
    really: "There is one, as above, and the lab measures it.",
  },
];
