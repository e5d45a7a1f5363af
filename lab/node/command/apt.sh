#!/bin/sh
# apt and apt-get of a node: it has the machine's programs and no way to a package mirror. `install` of what is there
# succeeds, as it does on a machine that has the package already; anything else fails.
verb=
code=0
for word in "$@"; do
  case $word in
    -*) continue ;;
  esac
  if [ -z "$verb" ]; then
    verb=$word
    case $verb in
      update) echo "The nodes of a lab have no package mirror: what is on this machine is there." && exit 0 ;;
      install) continue ;;
      *) echo "apt: $verb: the lab's apt knows update and install" >&2 && exit 100 ;;
    esac
  fi
  case $word in
    psmisc) program=killall ;;
    iproute2) program=ip ;;
    procps) program=ps ;;
    iputils-ping) program=ping ;;
    netcat-openbsd | netcat-traditional) program=nc ;;
    *) program=$word ;;
  esac
  if command -v "$program" >/dev/null; then
    echo "$word is already there ($(command -v "$program"))."
  else
    echo "E: Unable to locate package $word: the lab has only what is installed on this machine" >&2
    code=100
  fi
done
[ -n "$verb" ] || { echo "usage: apt update | apt install PACKAGE…" >&2; exit 100; }
exit "$code"
