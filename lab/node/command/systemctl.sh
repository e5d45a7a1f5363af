#!/bin/sh
# systemctl of a node, for its two services keepalived and haproxy. There is no systemd: the node itself starts both at
# each of its starts, and a service is active while a process of its name lives.

verbs="start, stop, restart, status, is-active, is-enabled, is-failed, enable, disable, daemon-reload"
failed=/run/bascule-failed
code=0

# pid and parent of every living process of this name; a zombie is none.
processes() {
  for stat in /proc/[0-9]*/stat; do
    { read -r line <"$stat"; } 2>/dev/null || continue
    name=${line#*(} && name=${name%)*}
    rest=${line##*) }
    [ "$name" = "$1" ] && [ "${rest%% *}" != Z ] || continue
    rest=${rest#* }
    echo "${line%% *} ${rest%% *}"
  done
}

# Those that no other process of this name has started.
main_pids() {
  found=$(processes "$1")
  echo "$found" | while read -r pid parent; do
    echo "$found" | grep -q "^$parent " || echo "$pid"
  done
}

known() { # the service of a node that has its configuration
  case $1 in
    keepalived | haproxy) [ -d "/etc/$1" ] ;;
    *) false ;;
  esac
}

active() { [ -n "$(processes "$1")" ]; }

note() { logger -i -t systemctl "$1.service: $2"; }

state_of() {
  if active "$1"; then echo active
  elif [ -e "$failed-$1" ]; then echo failed
  else echo inactive; fi
}

run_keepalived() {
  setsid env --default-signal=INT,QUIT keepalived --dont-fork --use-file /etc/keepalived/keepalived.conf \
    </dev/null >/dev/null 2>&1 &
  pid=$!
  for _ in $(seq 200); do
    kill -0 "$pid" 2>/dev/null || return 1
    if [ "$(cat /run/keepalived.pid 2>/dev/null)" = "$pid" ]; then
      sleep 0.3 # a file with an error ends it now
      kill -0 "$pid" 2>/dev/null
      return
    fi
    sleep 0.05
  done
  return 1
}

run_haproxy() {
  haproxy -D -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid </dev/null >/run/haproxy.said 2>&1
  result=$?
  logger -t haproxy -f /run/haproxy.said
  rm -f /run/haproxy.said
  return $result
}

start() {
  active "$1" && return 0
  rm -f "$failed-$1"
  if "run_$1"; then
    note "$1" started
    return 0
  fi
  : >"$failed-$1"
  note "$1" "failed to start"
  echo "Job for $1.service failed because the control process exited with error code." >&2
  echo "See \"systemctl status $1.service\" and \"journalctl -xeu $1.service\" for details." >&2
  return 1
}

stop() {
  rm -f "$failed-$1"
  active "$1" || return 0
  kill -TERM $(main_pids "$1") 2>/dev/null
  for _ in $(seq 100); do
    if ! active "$1"; then
      note "$1" stopped
      return 0
    fi
    sleep 0.1
  done
  kill -KILL $(processes "$1" | cut -d ' ' -f 1) 2>/dev/null
  note "$1" "did not stop, killed"
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

missing() { # verb, unit: as systemd says it
  case $1 in
    is-active) echo inactive; return 3 ;;
    is-failed) echo inactive; return 1 ;;
    status) echo "Unit $2.service could not be found." >&2; return 4 ;;
    is-enabled) echo "Failed to get unit file state for $2.service: No such file or directory" >&2; return 1 ;;
    *) echo "Failed to $1 $2.service: Unit $2.service not found." >&2; return 5 ;;
  esac
}

one() { # verb, unit
  known "$2" || { missing "$1" "$2"; return; }
  case $1 in
    start | stop | status) "$1" "$2" ;;
    restart) stop "$2" && start "$2" ;;
    is-active) state_of "$2"; active "$2" || return 3 ;;
    is-failed) state_of "$2"; [ -e "$failed-$2" ] || return 1 ;;
    is-enabled) echo enabled ;;
    enable)
      echo "$2.service: the node starts it at each of its starts; nothing to do." >&2
      [ -z "$now_too" ] || start "$2"
      ;;
    disable)
      echo "systemctl: a node of the lab always starts $2 with itself; \"systemctl stop $2\" stops it until then" >&2
      return 1
      ;;
  esac
}

verb= units= now_too= quiet=
for word in "$@"; do
  case $word in
    --now) now_too=1 ;;
    -q | --quiet) quiet=1 ;;
    --no-pager | -l | --full) ;;
    -*) echo "systemctl: the lab's systemctl does not know $word" >&2 && exit 1 ;;
    *) if [ -z "$verb" ]; then verb=$word; else units="$units ${word%.service}"; fi ;;
  esac
done
case $verb in
  daemon-reload) exit 0 ;;
  start | stop | restart | status | is-active | is-enabled | is-failed | enable | disable) ;;
  *) echo "systemctl: ${verb:-no verb}: the lab's systemctl knows $verbs" >&2 && exit 1 ;;
esac
if [ -z "$units" ]; then
  echo "systemctl: $verb: name a service: keepalived or haproxy" >&2
  exit 1
fi
[ -n "$quiet" ] && exec >/dev/null
for unit in $units; do
  one "$verb" "$unit" || code=$?
done
exit "$code"
