#!/bin/sh
# PID 1 of a node: runs the node's command, hands SIGTERM on to it, and ends with it. `wait` also reaps orphans:
# a zombie would still have its name, and `killall -0` would take it for a living daemon.

# A shell starts background commands with SIGINT and SIGQUIT ignored; a main process must not inherit that.
env --default-signal=INT,QUIT -- "$@" &
main=$!
trap 'kill -TERM "$main" 2>/dev/null' TERM
while
  wait "$main"
  code=$?
  kill -0 "$main" 2>/dev/null # a trap interrupts `wait`
do :; done
exit "$code"
