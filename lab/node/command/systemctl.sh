#!/bin/sh
# systemctl of a node, for its two services keepalived and haproxy. There is no systemd: the node itself starts both at
# each of its starts, and a service is active while a process of its name lives.
here=$(dirname "$(readlink -f "$0")")
. "$here/say.sh"
. "$here/unit.sh"

verbs="start, stop, restart, reload, status, is-active, is-enabled, is-failed, enable, disable, daemon-reload"
code=0

known() { # the service of a node that has its configuration
  case $1 in
    keepalived | haproxy) [ -d "/etc/$1" ] ;;
    *) false ;;
  esac
}

state_of() {
  if active "$1"; then echo active
  elif [ -e "$failed-$1" ]; then echo failed
  else echo inactive; fi
}

status() {
  now=$(state_of "$1")
  case $now in
    active) mark='●' words='active (running)' ;;
    failed) mark='×' words=failed ;;
    *) mark='○' words='inactive (dead)' ;;
  esac
  echo "$mark $1.service"
  echo "     Loaded: loaded (/etc/$1; enabled)"
  echo "     Active: $words"
  [ "$now" = active ] && echo "   Main PID: $(main_pids "$1" | head -n 1) ($1)"
  echo
  journalctl -u "$1" -n 10
  [ "$now" = active ] || return 3
}

missing() { # verb, unit: as systemd says it; and why it is so
  case $1 in
    is-active) echo inactive; return 3 ;;
    is-failed) echo inactive; return 1 ;;
    is-enabled) echo "Failed to get unit file state for $2.service: No such file or directory" >&2; result=1 ;;
    status) echo "Unit $2.service could not be found." >&2; result=4 ;;
    *) echo "Failed to $1 $2.service: Unit $2.service not found." >&2; result=5 ;;
  esac
  explain "$2" >&2 || say "Un nœud n'a que deux services : keepalived et haproxy, sur lb1 et lb2." \
    "A node has two services only: keepalived and haproxy, on lb1 and lb2." >&2
  return $result
}

one() { # verb, unit
  known "$2" || { missing "$1" "$2"; return; }
  case $1 in
    start | stop | reload | status) "$1" "$2" ;;
    reload-or-restart) if active "$2"; then reload "$2"; else start "$2"; fi ;;
    restart) stop "$2" && start "$2" ;;
    is-active) state_of "$2"; active "$2" || return 3 ;;
    is-failed) state_of "$2"; [ -e "$failed-$2" ] || return 1 ;;
    is-enabled) echo enabled ;;
    enable)
      say "$2.service : le nœud le démarre à chacun de ses démarrages." \
        "$2.service: the node starts it at each of its starts." >&2
      [ -z "$now_too" ] || start "$2"
      ;;
    disable)
      say "systemctl : un nœud du labo démarre toujours $2 avec lui ; « systemctl stop $2 » l'arrête jusque-là." \
        "systemctl: a node of the lab always starts $2 with itself; \"systemctl stop $2\" stops it until then." >&2
      return 1
      ;;
  esac
}

unknown() { # word
  say "systemctl : le systemctl du labo ne connaît pas « $1 ». Il connaît : $verbs" \
    "systemctl: $1: the lab's systemctl knows $verbs" >&2
  exit 1
}

verb= units= now_too= quiet=
for word in "$@"; do
  case $word in
    --now) now_too=1 ;;
    -q | --quiet) quiet=1 ;;
    --no-pager | -l | --full) ;;
    -*) unknown "$word" ;;
    *) if [ -z "$verb" ]; then verb=$word; else units="$units ${word%.service}"; fi ;;
  esac
done
case ${verb:=status} in
  daemon-reload) exit 0 ;;
  start | stop | restart | reload | reload-or-restart | status | is-active | is-enabled | is-failed | enable | disable) ;;
  *) unknown "$verb" ;;
esac
if [ -z "$units" ] && [ "$verb" = status ]; then
  for unit in keepalived haproxy; do known "$unit" && units="$units $unit"; done
  if [ -z "$units" ]; then
    say "$(hostname) n'a ni keepalived ni haproxy : ils sont sur lb1 et lb2." \
      "$(hostname) has neither keepalived nor haproxy: they are on lb1 and lb2."
    exit 0
  fi
elif [ -z "$units" ]; then
  say "systemctl $verb : ajoutez le nom d'un service, keepalived ou haproxy." \
    "systemctl: $verb: name a service: keepalived or haproxy" >&2
  exit 1
fi
[ -n "$quiet" ] && exec >/dev/null
for unit in $units; do
  one "$verb" "$unit" || code=$?
done
exit "$code"
