# Ends the tests' own container engine when standard input ends, and removes its folder ($1).
cat >/dev/null
if [ -s "$1/dockerd.pid" ]; then
  engine=$(cat "$1/dockerd.pid")
  kill "$engine" 2>/dev/null
  for _ in $(seq 150); do kill -0 "$engine" 2>/dev/null || break; sleep 0.1; done
  kill -9 "$engine" 2>/dev/null
fi
rm -rf "$1"
