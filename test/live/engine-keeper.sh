# Ends the tests' own container engine when standard input ends, and removes its folder ($1).
cat >/dev/null
if [ -s "$1/dockerd.pid" ]; then
  engine=$(cat "$1/dockerd.pid")
  kill "$engine" 2>/dev/null
  for _ in $(seq 150); do kill -0 "$engine" 2>/dev/null || break; sleep 0.1; done
  # What an engine that did not end in order has left: its helpers name the folder, containers are their children.
  for file in /proc/[0-9]*/cmdline; do
    folder=${file%/cmdline}
    pid=${folder#/proc/}
    [ "$pid" != $$ ] && grep -aqs "$1" "$file" || continue
    case $(cat "$folder/comm" 2>/dev/null) in containerd-shim*) kill -9 $(cat "$folder/task/$pid/children") 2>/dev/null ;; esac
    kill -9 "$pid" 2>/dev/null
  done
fi
rm -rf "$1"
