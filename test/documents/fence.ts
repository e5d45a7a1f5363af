import type { DocumentName } from "./document.ts";

/** What a fenced block is. Configurations of our two programs are walked through; the others are only named. */
export type FenceKind =
  | "keepalived"
  | "haproxy"
  /** The script that the course's keepalived.conf runs: it takes part in the runs. */
  | "notify script"
  | "commands"
  | "mermaid"
  | "drawing"
  /** interfaces(5) of Debian. */
  | "interfaces"
  /** Apache's own language: a later part of the project. */
  | "apache"
  /** Files and statements of MariaDB, PostgreSQL: other programs. */
  | "database";

export interface Fence {
  readonly kind: FenceKind;
  /** How its text begins, so that a block that moves in its document is noticed. */
  readonly begins: string;
}

const of = (kind: FenceKind, begins: string): Fence => ({ kind, begins });

/** Every fenced block of every document, in the document's order. */
export const fences: Readonly<Record<DocumentName, readonly Fence[]>> = {
  annexe: [of("keepalived", "vrrp_instance VI_1 {"), of("keepalived", "vrrp_instance VI_1 {")],
  bts: [
    of("commands", "sudo apt update"),
    of("haproxy", "frontend web_front"),
    of("commands", "sudo apt update"),
    of("haproxy", "frontend web_front"),
    of("commands", "sudo apt install keepalived"),
    of("keepalived", "vrp_instance VI_1 {"),
    of("commands", "sudo apt install keepalived"),
    of("keepalived", "vrp_instance VI_1 {"),
    of("interfaces", "# This file describes the network interfaces"),
    of("keepalived", "vrrp_script reload_haproxy {"),
    of("keepalived", "GNU nano 7.2 /etc/keepaliv"),
    of("haproxy", "GNU nano 7.2\nglobal"),
  ],
  apache: [
    of("commands", "sudo apt update"),
    of("keepalived", "vrrp_instance VI_1 {"),
    of("keepalived", "vrrp_instance VI_1 {"),
    of("commands", "sudo systemctl enable keepalived"),
    of("apache", "<VirtualHost *:80>"),
    of("commands", "sudo systemctl restart apache2"),
    of("commands", "     curl http://192.168.1.200"),
    of("commands", "     sudo systemctl stop apache2"),
    of("commands", "     sudo systemctl start apache2"),
    of("commands", "     sudo journalctl -u keepalived"),
    of("commands", "     ip addr show"),
  ],
  module: [
    of("mermaid", "graph TB"),
    of("commands", "# RHEL/Rocky\nsudo dnf install haproxy"),
    of("haproxy", "# /etc/haproxy/haproxy.cfg"),
    of("haproxy", "# Round Robin"),
    of("haproxy", "backend http_back"),
    of("haproxy", "frontend http_front"),
    of("mermaid", "sequenceDiagram"),
    of("commands", "sudo dnf install keepalived"),
    of("keepalived", "# /etc/keepalived/keepalived.conf (Node 1 - Master)"),
    of("keepalived", "# /etc/keepalived/keepalived.conf (Node 2 - Backup)"),
    of("notify script", "#!/bin/bash\n# /etc/keepalived/notify.sh"),
    of("mermaid", "graph TB"),
    of("commands", "# RHEL/Rocky\nsudo dnf install pacemaker"),
    of("commands", "# Sur un nœud\nsudo pcs host auth"),
    of("commands", "# Désactiver STONITH"),
    of("commands", "# Status\nsudo pcs status"),
    of("database", "# Sur le Master (/etc/my.cnf.d"),
    of("database", "# Sur le Slave\n[mysqld]"),
    of("database", "# Primary (/var/lib/pgsql"),
    of("database", "# Standby"),
    of("commands", "# Installation sur tous les nœuds"),
    of("drawing", "    Client → VIP"),
  ],
  supermarket: [],
};
