#!/bin/sh
# Before a node's command: waits until the lab has laid its cables. Standard input leads to the harness.
# Arguments: the path of the checkout on the machine of the lab, then the command.
set -eu

# Programs of the checkout are called by the path that they have there.
[ -e "$1" ] || { mkdir -p "$(dirname "$1")" && ln -s /opt/bascule/checkout "$1"; }
shift

read -r go || exit 1 # end of file: the harness is gone
exec /opt/bascule/init/init "$@" </dev/null 2>&1
