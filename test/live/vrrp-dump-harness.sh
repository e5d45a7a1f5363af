#!/bin/sh
# Runs a keepalived over configuration files in namespaces of its own (mount, net, process) and leaves what it says of
# each in a folder: NAME.test (exit code of -t), NAME.data, NAME.stats, NAME.json.
# Arguments: the folder, this repository (the command finds it at /run/repository), the command, then the files.
set -u
out=$1
repository=$2
command=$3
shift 3
for index in 0 1 2 3; do
  ip link add "eth$index" type veth peer name "p$index"
  ip link set "eth$index" up
  ip link set "p$index" up
  ip addr add "192.168.20$index.251/24" dev "eth$index"
done
ip link set lo up
# Nothing that the daemons write reaches the machine, nor what another run of this has written.
mount --bind "$out" /mnt
mount -t tmpfs tmpfs /run
mkdir -p /run/repository /run/netns
mount --bind "$repository" /run/repository
touch /run/netns/high
mount --bind /proc/self/ns/net /run/netns/high
mkdir /run/files
index=0
for file; do
  index=$((index + 1))
  cp "$file" "/run/files/$index-$(basename "$file")"
done
mount -t tmpfs tmpfs /tmp
ready() {
  for try in $(seq 200); do
    grep -q "$1" "$log" && return 0
    kill -0 "$daemon" 2>/dev/null || return 1
    sleep 0.02
  done
  return 1
}
for file in /run/files/*; do
  name=$(basename "$file" | sed 's/^[0-9]*-//')
  $command -i high -t -f "$file" >"/mnt/$name.complaints" 2>&1
  echo $? >"/mnt/$name.test"
  grep -q vrrp_instance "$file" || continue
  log=/mnt/$name.log
  : >"$log"
  $command -i high -P -n -l -D -f "$file" >"$log" 2>&1 &
  daemon=$!
  # Scripts have had their first result by then.
  if ready "Entering .* STATE"; then
    sleep 0.5
    kill -USR1 "$daemon"
    ready "Printing VRRP data"
    kill -USR2 "$daemon"
    ready "Printing VRRP stats"
    kill -36 "$daemon"
    ready "Printing VRRP as json"
    sleep 0.1
    for kind in data stats json; do mv "/tmp/keepalived.$kind" "/mnt/$name.$kind"; done
  fi
  kill "$daemon" 2>/dev/null
  wait "$daemon"
done
