# PID 1 of what makes a base image. When standard input ends, the harness is gone: the tool is asked to stop and
# removes its folder. Arguments: the tool and what it gets. The tar goes to standard output.
exec 3<&0 </dev/null
"$@" 3<&- &
tool=$!
{ cat <&3 >/dev/null; kill "$tool" 2>/dev/null; } 3<&3 >/dev/null 2>&1 &
exec 3<&-
wait "$tool"
