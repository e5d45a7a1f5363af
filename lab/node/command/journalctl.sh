#!/bin/sh
# journalctl of a node, for its log in /var/log/syslog: -u UNIT, -n LINES, -f, -r; -e, -x, -b, --no-pager change nothing.
. "$(dirname "$(readlink -f "$0")")/say.sh"
log=/var/log/syslog
pattern= lines= follow= reverse=

refuse() {
  say "journalctl : le journalctl du labo ne connaît pas « $1 », mais -u SERVICE, -n LIGNES, -f, -r, -e, -x, -b et --no-pager" \
    "journalctl: $1: the lab's journalctl knows -u UNIT, -n LINES, -f, -r, -e, -x, -b and --no-pager" >&2
  exit 1
}

# What the unit's processes say, and what systemctl says of the unit.
add_unit() {
  unit=${1%.service}
  pattern="${pattern:+$pattern|}$unit[^ :]*:|systemctl(\[[0-9]+\])?: $unit\.service"
}

# "-xeu unit": letters in one word, as people type them.
letters() {
  word=$1 value=$2
  while [ -n "$word" ]; do
    rest=${word#?} letter=${word%"$rest"}
    word=$rest
    case $letter in
      e | x | b | a | q) ;;
      f) follow=1 ;;
      r) reverse=1 ;;
      u | n)
        [ -n "$word" ] && value=$word || took=1
        [ -n "$value" ] || refuse "-$letter"
        if [ "$letter" = u ]; then add_unit "$value"; else lines=$value; fi
        return
        ;;
      *) refuse "-$letter" ;;
    esac
  done
}

while [ $# -gt 0 ]; do
  took=
  case $1 in
    --unit=*) add_unit "${1#*=}" ;;
    --unit) [ -n "${2-}" ] || refuse "$1"; add_unit "$2"; took=1 ;;
    --lines=*) lines=${1#*=} ;;
    --follow) follow=1 ;;
    --reverse) reverse=1 ;;
    --no-pager | --boot | --pager-end | --catalog | --all | --quiet) ;;
    --*) refuse "$1" ;;
    -?*) letters "${1#-}" "${2-}" ;;
    *) refuse "$1" ;;
  esac
  shift
  [ -n "$took" ] && shift
done
case $lines in *[!0-9]*) refuse "-n $lines" ;; esac

if [ ! -e "$log" ]; then
  echo "No journal files were found." >&2
  exit 0
fi
# "Nov 21 07:53:06 lb1 " and then the program.
filter="^.{15} [^ ]+ ($pattern)"
[ -n "$pattern" ] || filter='^'
if [ -n "$follow" ]; then
  grep -iE "$filter" "$log" | tail -n "${lines:-10}"
  # Where grep has read to, as near as makes no difference to a reader.
  exec tail -n 0 -F "$log" 2>/dev/null | grep --line-buffered -iE "$filter"
fi
found=$(grep -iE "$filter" "$log" | tail -n "${lines:-1000000}")
if [ -z "$found" ]; then
  echo "-- No entries --"
elif [ -n "$reverse" ]; then
  printf '%s\n' "$found" | tac
else
  printf '%s\n' "$found"
fi
