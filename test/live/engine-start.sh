# Becomes a container engine with its files in $1, in a mount namespace of its own: its mounts are gone with it. It
# has no bridge and leaves the machine's packet filter alone, unless $2 says otherwise.
set -e
if [ ! -e /sys/fs/cgroup/cgroup.controllers ] && [ ! -d /sys/fs/cgroup/devices ]; then
  mount -t tmpfs -o mode=755 cgroup /sys/fs/cgroup
  for name in $(awk '!/^#/ && $4 == 1 { print $1 }' /proc/cgroups); do
    mkdir "/sys/fs/cgroup/$name"
    mount -t cgroup -o "$name" cgroup "/sys/fs/cgroup/$name"
  done
  # One without a controller: programs that are started in a running container join it too.
  if grep -q name=systemd /proc/self/cgroup; then
    mkdir /sys/fs/cgroup/systemd
    mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
  fi
fi
exec dockerd --host "unix://$1/docker.sock" --data-root "$1/data" --exec-root "$1/exec" \
  --pidfile "$1/dockerd.pid" --iptables="${2:-false}" --ip6tables=false --bridge=none
