#!/bin/sh
# service UNIT VERB is systemctl VERB UNIT.
. "$(dirname "$(readlink -f "$0")")/say.sh"
if [ $# -ne 2 ]; then
  say "Tapez : service keepalived start|stop|restart|status" "Type: service keepalived start|stop|restart|status" >&2
  exit 1
fi
exec systemctl "$2" "$1"
