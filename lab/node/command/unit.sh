# Starting and stopping the two services of a node, for systemctl.sh.

failed=/run/bascule-failed

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

active() { [ -n "$(processes "$1")" ]; }

note() { logger -i -t systemctl "$1.service: $2"; }

# Starts it; what there is to say of its file goes to this shell's standard error. 1 when it does not live.
run_keepalived() {
  found=$(keepalived --config-test --use-file /etc/keepalived/keepalived.conf 2>&1)
  sound=$?
  setsid env --default-signal=INT,QUIT keepalived --dont-fork --use-file /etc/keepalived/keepalived.conf \
    </dev/null >/dev/null 2>&1 &
  if keepalived_lives $!; then
    [ $sound = 0 ] || say "keepalived est démarré. Il y a à redire à son fichier : tapez « keepalived -t »." \
      "keepalived is started. There is something to say of its file: type \"keepalived -t\"." >&2
    remark_on_scripts >&2
    return 0
  fi
  echo "$found" >&2
  echo "$found" | logger -t keepalived
  return 1
}

# Module 16's notify.sh reads a third word, which keepalived gives to "notify" scripts only.
remark_on_scripts() {
  sed -nE 's/^[[:space:]]*notify_(master|backup|fault)[[:space:]]+"([^" ]+) [a-z]+".*/\2/p' \
    /etc/keepalived/keepalived.conf | sort -u | while read -r script; do
    grep -qE '^[[:space:]]*STATE=["{]*\$\{?3' "$script" 2>/dev/null || continue
    say "$script : les lignes notify_master, notify_backup et notify_fault ne lui donnent qu'un mot. STATE=\$3 reste vide, et rien n'est noté : écrivez STATE=\$1." \
      "$script: the lines notify_master, notify_backup and notify_fault give it one word only. STATE=\$3 stays empty, and nothing is noted: write STATE=\$1."
  done
}

# It lives when it has written its pid and an error has not ended it right after.
keepalived_lives() {
  for _ in $(seq 200); do
    kill -0 "$1" 2>/dev/null || return 1
    if [ "$(cat /run/keepalived.pid 2>/dev/null)" = "$1" ]; then
      sleep 0.3
      kill -0 "$1" 2>/dev/null
      return
    fi
    sleep 0.05
  done
  return 1
}

run_haproxy() {
  mkdir -p /run/haproxy # the package's unit does: the course's statistics socket is there
  haproxy -D -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid </dev/null >/run/haproxy.said 2>&1
  result=$?
  logger -t haproxy -f /run/haproxy.said
  cat /run/haproxy.said >&2
  rm -f /run/haproxy.said
  return $result
}

start() {
  active "$1" && return 0
  rm -f "$failed-$1"
  if "run_$1" 2>/run/bascule-said; then
    note "$1" started
    cat /run/bascule-said >&2
    return 0
  fi
  : >"$failed-$1"
  note "$1" "failed to start"
  echo "Job for $1.service failed because the control process exited with error code." >&2
  echo "See \"systemctl status $1.service\" and \"journalctl -xeu $1.service\" for details." >&2
  cat /run/bascule-said >&2
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

# The file as it is now, without a break; one that is wrong changes nothing. 1 when it was.
reload() {
  if ! active "$1"; then
    echo "$1.service is not active, cannot reload." >&2
    return 1
  fi
  if "reload_$1" 2>/run/bascule-said; then
    note "$1" reloaded
    cat /run/bascule-said >&2
    return 0
  fi
  note "$1" "reload failed"
  echo "Job for $1.service failed because the control process exited with error code." >&2
  echo "See \"systemctl status $1.service\" and \"journalctl -xeu $1.service\" for details." >&2
  cat /run/bascule-said >&2
  return 1
}

reload_keepalived() {
  kill -HUP $(main_pids keepalived)
}

# The new process takes the sockets over from the old one, which ends what it has begun.
reload_haproxy() {
  haproxy -c -q -f /etc/haproxy/haproxy.cfg >&2 || return 1
  haproxy -D -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid -sf $(main_pids haproxy) </dev/null >&2
}
