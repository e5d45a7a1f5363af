#!/bin/sh
# poweroff, halt, shutdown and reboot of a node: its services stop in order, then the node. It cannot switch itself on.
. "$(dirname "$(readlink -f "$0")")/say.sh"
name=${0##*/}
for word in "$@"; do
  case $word in
    now | 0 | -h | -P | -H | -p | -f) ;;
    -r) name=reboot ;;
    *)
      say "$name : le $name du labo ne connaît pas « $word »" "$name: the lab's $name does not know $word" >&2
      exit 1
      ;;
  esac
done
node=$(hostname)
if [ "$name" = reboot ]; then
  say "$node s'arrête ; il ne peut pas se rallumer lui-même. Hors du nœud, tapez : bascule start $node" \
    "$node stops; it cannot switch itself on. Outside of the node, type: bascule start $node"
else
  say "$node s'arrête. Pour le rallumer, tapez hors du nœud : bascule start $node" \
    "$node stops. To start it again, type outside of the node: bascule start $node"
fi
for unit in keepalived haproxy; do
  [ ! -d "/etc/$unit" ] || systemctl stop "$unit"
done
kill -TERM 1
