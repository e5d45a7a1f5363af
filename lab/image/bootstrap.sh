# PID 1 of what makes a base image. When standard input ends, the harness is gone: the tool is asked to stop, and its
# folder ($TMPDIR) is removed. Arguments: the tool and what it gets. The tar goes to standard output.
exec 3<&0 </dev/null
"$@" 3<&- &
tool=$!
{ cat <&3; kill "$tool"; } >/dev/null 2>&1 &
exec 3<&-
wait "$tool"
code=$?
rm -rf "$TMPDIR"
exit "$code"
