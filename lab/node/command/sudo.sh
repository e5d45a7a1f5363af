#!/bin/sh
# sudo of a node: whoever types here is root already, so it runs the command; -u USER runs it as that user.
. "$(dirname "$(readlink -f "$0")")/say.sh"
user=root
while :; do
  case ${1-} in
    -u) user=${2-} && shift 2 || exit 1 ;;
    -E | -H | -n | -S) shift ;;
    -i | -s) shift && set -- bash "$@" && break ;;
    --) shift && break ;;
    -*)
      say "sudo : le sudo du labo ne connaît pas « $1 », mais -u UTILISATEUR, -i, -s, -E, -H, -n, -S" \
        "sudo: $1: the lab's sudo knows -u USER, -i, -s, -E, -H, -n, -S" >&2
      exit 1
      ;;
    [A-Za-z_]*=*) export "$1" && shift ;;
    *) break ;;
  esac
done
if [ $# -eq 0 ]; then
  say "Tapez : sudo [-u UTILISATEUR] [-i] COMMANDE…" "usage: sudo [-u USER] [-i] COMMAND…" >&2
  exit 1
fi
if ! command -v "$1" >/dev/null; then
  say "sudo : $1 : commande introuvable" "sudo: $1: command not found" >&2
  exit 1
fi
# In the lab of an ordinary user all names stand for one user, who is root there.
uid=$(id -u "$user") || exit 1
[ "$uid" = 0 ] && exec "$@"
exec setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups -- "$@"
