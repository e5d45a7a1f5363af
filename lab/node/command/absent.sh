#!/bin/sh
# Stands for programs that the course names and a lab may lack. Where the program is there after all, it runs.
. "$(dirname "$(readlink -f "$0")")/say.sh"
name=${0##*/}
if at=$(program "$name"); then exec "$at" "$@"; fi
[ "${1-}" = install ] && shift || set --
explain "$name" "$@" >&2
exit 127
