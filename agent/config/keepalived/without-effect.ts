import { noted } from "./keyword.ts";

const balancer = {
  fr: "Concerne la partie de keepalived qui répartit la charge (virtual_server) ; sans effet sur VRRP.",
  en: "Of the part of keepalived that balances (virtual_server); without effect on VRRP.",
};

const bfd = {
  fr: "Concerne le processus BFD de keepalived, qui n'existe pas ici.",
  en: "Of keepalived's BFD process, which does not exist here.",
};

export const mail = {
  fr: "Cette commande n'envoie pas de courrier électronique : un script notify peut le faire.",
  en: "This command sends no e-mail: a notify script can.",
};

const monitoring = {
  fr: "Il n'y a ni agent SNMP ni service D-Bus ici : « keepalived status --json », SIGUSR2 ou « @bascule metrics » donnent les mêmes valeurs.",
  en: 'There is neither an SNMP agent nor a D-Bus service here: "keepalived status --json", SIGUSR2 or "@bascule metrics" give the same values.',
};

const oneProcess = {
  fr: "Il n'y a ici qu'un processus, nommé keepalived.",
  en: "There is one process here, named keepalived.",
};

const buffers = {
  fr: "Taille de tampons du noyau : ici, leur trop-plein ne fait rien perdre, l'état des interfaces est relu.",
  en: "The size of buffers in the kernel: here nothing is lost when they overflow, the interfaces are read again.",
};

const alreadyFriendly = {
  fr: "Il en est toujours ainsi : un rechargement fautif ne change rien.",
  en: "It is always so here: a reload with mistakes changes nothing.",
};

const memory = {
  fr: "La configuration est lue une seule fois, par un seul processus : rien n'est à copier.",
  en: "The configuration is read once, by one process: nothing needs to be copied.",
};

const firewall = {
  fr: "Les règles sont celles de nftables, dans une table à elles.",
  en: "The rules are those of nftables, in a table of their own.",
};

/** `global_defs`: keywords that the original honours, and that a VRRP daemon of one process does not need. */
export const globalWithoutEffect = {
  ...noted(
    `checker_cpu_affinity checker_log_all_failures checker_no_swap checker_priority checker_rlimit_rttime
     checker_rt_priority lvs_flush lvs_flush_on_stop lvs_netlink_cmd_rcv_bufs lvs_netlink_cmd_rcv_bufs_force
     lvs_netlink_monitor_rcv_bufs lvs_netlink_monitor_rcv_bufs_force lvs_notify_fifo lvs_notify_fifo_script
     lvs_sync_daemon lvs_timeouts nftables_ipvs nftables_ipvs_priority nftables_ipvs_start_fwmark
     no_checker_emails rs_init_notifies smtp_alert_checker`,
    balancer,
  ),
  ...noted("bfd_cpu_affinity bfd_no_swap bfd_priority bfd_rlimit_rttime bfd_rt_priority", bfd),
  ...noted(
    `notification_email notification_email_from smtp_alert smtp_alert_vrrp smtp_connect_timeout smtp_helo_name
     smtp_server no_email_faults`,
    mail,
  ),
  ...noted(
    `enable_dbus dbus_service_name enable_snmp_checker enable_snmp_rfc enable_snmp_rfcv2 enable_snmp_rfcv3
     enable_snmp_vrrp enable_traps snmp_socket`,
    monitoring,
  ),
  ...noted("bfd_process_name checker_process_name process_name process_names vrrp_process_name", oneProcess),
  ...noted(
    `process_monitor_rcv_bufs process_monitor_rcv_bufs_force vrrp_netlink_cmd_rcv_bufs
     vrrp_netlink_cmd_rcv_bufs_force vrrp_netlink_monitor_rcv_bufs vrrp_netlink_monitor_rcv_bufs_force
     vrrp_rx_bufs_multiplier vrrp_rx_bufs_policy`,
    buffers,
  ),
  ...noted("max_auto_priority min_auto_priority_delay", {
    fr: "Ce démon remarque lui-même qu'il a été retardé, et n'agit pas sur ce qu'il savait avant (docs/failover.md).",
    en: "This daemon notices by itself that it was delayed, and does not act on what it knew before (docs/failover.md).",
  }),
  ...noted("vrrp_cpu_affinity", {
    fr: "Le gestionnaire de services sait le faire : CPUAffinity= de systemd.",
    en: "The service manager can: CPUAffinity= of systemd.",
  }),
  ...noted("disable_local_igmp", {
    fr: "Le noyau annonce l'adhésion au groupe 224.0.0.18 comme à tout autre ; elle ne gêne personne.",
    en: "The kernel reports the membership of 224.0.0.18 like any other; it disturbs nobody.",
  }),
  ...noted("log_unknown_vrids", {
    fr: "Les annonces d'autres routeurs virtuels sont comptées (other-router), pas journalisées.",
    en: "Adverts of other virtual routers are counted (other-router), not logged.",
  }),
  ...noted("nftables_ifindex vrrp_ipsets", firewall),
  ...noted("data_use_instance umask", {
    fr: "Les fichiers de SIGUSR1 et SIGUSR2 ont un nom et des droits fixes.",
    en: "The files of SIGUSR1 and SIGUSR2 have a fixed name and fixed rights.",
  }),
  ...noted("random_seed", {
    fr: "La définition _RANDOM n'existe pas ici.",
    en: "The definition _RANDOM does not exist here.",
  }),
  ...noted("reload_check_config", alreadyFriendly),
  ...noted("tmp_config_directory config_save_dir", memory),
};

/** At the top of a file: the same. */
export const topWithoutEffect = {
  ...noted("namespace_with_ipsets", firewall),
  ...noted("child_wait_time", oneProcess),
};

/** `vrrp_instance`: the same. */
export const instanceWithoutEffect = {
  ...noted("smtp_alert", mail),
  ...noted("kernel_rx_buf_size", buffers),
  ...noted("debug", {
    fr: "Ancien mot-clé, que keepalived 2.2.7 ignore aussi.",
    en: "An old keyword, which keepalived 2.2.7 ignores too.",
  }),
};
