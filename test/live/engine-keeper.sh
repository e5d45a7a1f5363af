# Ends the tests' own container engines when standard input ends, and removes their folder ($1).
cat >/dev/null
for file in "$1"/dockerd.pid "$1"/*/dockerd.pid; do
  [ -s "$file" ] || continue
  engine=$(cat "$file")
  kill "$engine" 2>/dev/null
  for _ in $(seq 150); do kill -0 "$engine" 2>/dev/null || break; sleep 0.1; done
done
# What an engine that did not end in order has left: its helpers name the folder, containers are their children.
for file in /proc/[0-9]*/cmdline; do
  folder=${file%/cmdline}
  pid=${folder#/proc/}
  [ "$pid" != $$ ] && grep -aqs "$1/" "$file" || continue
  case $(cat "$folder/comm" 2>/dev/null) in containerd-shim*) kill -9 $(cat "$folder/task/$pid/children") 2>/dev/null ;; esac
  kill -9 "$pid" 2>/dev/null
done
rm -rf "$1"
