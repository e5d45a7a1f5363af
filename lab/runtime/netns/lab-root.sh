# PID 1 of a lab: everything of the lab lives below it, so the kernel ends all of it when this shell ends.
# It ends when its standard input does: the harness holds the other side and cannot die without closing it.
# Arguments: the folder of all labs, the lab's id, the harness's pid and start time (clock ticks since boot).
set -eu
umask 022 # others may read the state, but not write one
base=$1 folder=$1/$2 harness="$3 $4"
exec 3<&0 </dev/null

# The outer /proc is still mounted: it tells the pid that the machine sees.
read -r stat </proc/self/stat
pid=${stat%% *}
set -- ${stat##*) }
start=${20}

leave() {
  umount -l "$folder/root" 2>/dev/null || :
  rm -f "$folder/state"
  rmdir "$folder/root" "$folder" 2>/dev/null || :
  rmdir "$base" 2>/dev/null || : # the last lab of the machine
}

make() {
  mkdir -p "$base" && mkdir "$folder"
}
# A lab that ends right now may remove the common folder in between: try twice, complain once.
make 2>/dev/null || make || exit 1
trap leave EXIT
printf 'harness %s\nroot %s %s\n' "$harness" "$pid" "$start" >"$folder/state"
mkdir "$folder/root"
mount -t tmpfs -o mode=755,size=50% bascule "$folder/root"
echo "$pid"
exec >/dev/null

# `wait` also reaps what the lab orphans.
cat <&3 >/dev/null &
wait $!
