#!/bin/sh
# What the Apache document asks of systemd: start, stop and is-active of apache2, which is any process of that name.
case $1 in
  start) cp /bin/sleep /tmp/apache2 && { setsid /tmp/apache2 infinity </dev/null >/dev/null 2>&1 & } ;;
  stop) killall -w apache2 ;;
  is-active) if killall -0 apache2 2>/dev/null; then echo active; else echo inactive; exit 3; fi ;;
  *) exit 1 ;;
esac
