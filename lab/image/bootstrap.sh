# PID 1 of what makes a base image. When standard input ends, the harness is gone: the tool is asked to stop, ended if it
# does not heed that, and its folder ($TMPDIR) is removed. Arguments: the tool and what it gets. The tar goes to standard
# output.
exec 3<&0 </dev/null
"$@" 3<&- &
tool=$!
# A package manager that hangs on a full disk hears no request.
{ cat <&3; kill "$tool"; sleep 5; [ $$ = 1 ] && kill -KILL -1; } >/dev/null 2>&1 &
exec 3<&-
wait "$tool"
code=$?
# What an ended tool has left mounted is this machine's: nothing is removed through it.
while read -r _ _ _ _ target _; do
  case $target in "$TMPDIR"/?*) umount --lazy "$target" ;; esac
done </proc/self/mountinfo
rm -rf --one-file-system "$TMPDIR"
exit "$code"
