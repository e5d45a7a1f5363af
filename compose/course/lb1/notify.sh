#!/bin/sh
# Called by keepalived's notify_master, notify_backup and notify_fault lines with one word, the new state.
printf '%s %s is now %s\n' "$(date '+%F %T')" "$(hostname)" "$1" >>/var/log/keepalived-notify.log
