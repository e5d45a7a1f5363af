#!/bin/sh
# apt and apt-get of a node: it has the machine's programs and no way to a package mirror. `install` of what is there
# succeeds, as it does on a machine that has the package already; anything else fails.
. "$(dirname "$(readlink -f "$0")")/say.sh"
verb=
code=0
for word in "$@"; do
  case $word in
    -*) continue ;;
  esac
  if [ -z "$verb" ]; then
    verb=$word
    case $verb in
      update | upgrade)
        say "Un nœud n'a pas d'accès aux dépôts de paquets, et n'en a pas besoin : keepalived et haproxy sont déjà là." \
          "A node has no way to a package mirror, and needs none: keepalived and haproxy are there already."
        exit 0
        ;;
      install) continue ;;
      *)
        say "apt : le apt du labo connaît update et install, pas « $verb »" \
          "apt: $verb: the lab's apt knows update and install" >&2
        exit 100
        ;;
    esac
  fi
  case $word in
    psmisc) wanted=killall ;;
    iproute2) wanted=ip ;;
    procps) wanted=ps ;;
    iputils-ping) wanted=ping ;;
    netcat-openbsd | netcat-traditional) wanted=nc ;;
    *) wanted=$word ;;
  esac
  if program "$wanted" >/dev/null; then
    say "$word est déjà installé." "$word is already installed."
  else
    echo "E: Unable to locate package $word" >&2
    explain "$word" >&2 || say "Un nœud n'a que ce qui est installé déjà : il n'a pas d'accès aux dépôts de paquets." \
      "A node has only what is installed already: it has no way to a package mirror." >&2
    code=100
  fi
done
if [ -z "$verb" ]; then
  say "Tapez : apt update | apt install PAQUET…" "usage: apt update | apt install PACKAGE…" >&2
  exit 100
fi
exit "$code"
