import { unsupported } from "./keyword.ts";

const bfd = {
  fr: "Il n'y a pas de BFD ici : track_interface, track_script ou « @bascule watch » remarquent les pannes.",
  en: 'There is no BFD here: track_interface, track_script or "@bascule watch" notice failures.',
};

const serviceManager = {
  fr: "Le gestionnaire de services sait le faire : ExecStartPre= et ExecStopPost= de systemd.",
  en: "The service manager can: ExecStartPre= and ExecStopPost= of systemd.",
};

const reloadByTime = {
  fr: "SIGHUP relit le fichier quand on le demande : cron, at ou un minuteur de systemd savent le faire à une heure donnée.",
  en: "SIGHUP reads the file when it is asked to: cron, at or a timer of systemd can do that at a given time.",
};

const otherDevices = {
  fr: "De telles interfaces virtuelles ne sont pas faites ici ; use_vmac l'est.",
  en: "Such virtual interfaces are not made here; use_vmac is.",
};

/** `global_defs`: what the original honours and we do not, by reason. */
export const globalRefused = {
  ...unsupported(
    "startup_script startup_script_timeout shutdown_script shutdown_script_timeout",
    serviceManager,
  ),
  ...unsupported("reload_file reload_repeat reload_time_file", reloadByTime),
  ...unsupported("vmac_addr_prefix", otherDevices),
  ...unsupported("dynamic_interfaces", {
    fr: "Les interfaces doivent exister au démarrage ; ensuite, elles peuvent disparaître et revenir.",
    en: "Interfaces must be there at the start; later they may vanish and come back.",
  }),
  ...unsupported("include_check", {
    fr: "Un fichier inclus qui manque est signalé ; includea en exige au moins un.",
    en: "A missing include file is reported; includea asks for at least one.",
  }),
};

/** `vrrp_instance`: the same. */
export const instanceRefused = {
  ...unsupported("track_bfd", bfd),
  ...unsupported("use_ipvlan use_vmac_addr vrf", otherDevices),
  ...unsupported("old_unicast_checksum", {
    fr: "Les deux lectures de la somme de contrôle sont acceptées, mais celle d'avant keepalived 1.3.6 n'est pas envoyée.",
    en: "Both readings of the checksum are accepted, but that of before keepalived 1.3.6 is not sent.",
  }),
};

/** `vrrp_sync_group`: the same. */
export const groupRefused = {
  ...unsupported("track_bfd", bfd),
  ...unsupported("notify_deleted", {
    fr: "Écrivez-le dans chaque instance.",
    en: "Write it in each instance.",
  }),
};

/** At the top of a file: the same. */
export const topRefused = {
  ...unsupported("bfd_instance", bfd),
  ...unsupported("garp_group", {
    fr: "vrrp_garp_interval vaut pour toutes les interfaces.",
    en: "vrrp_garp_interval holds for all interfaces.",
  }),
  ...unsupported("interface_up_down_delays", {
    fr: "Un lien compte dès que le noyau l'annonce ; preempt_delay retarde la reprise.",
    en: "A link counts as soon as the kernel tells it; preempt_delay delays taking over again.",
  }),
};
