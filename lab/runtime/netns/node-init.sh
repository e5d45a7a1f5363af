# Builds a node's view of the file system and waits for its cables; then the reaper takes over as PID 1.
# Descriptor 3 leads to the harness. Arguments: fstab, root folder, host name, then the reaper and the command.
set -eu
read -r stat </proc/self/stat # the outer /proc: the pid that the machine sees
echo "${stat%% *}" >&3

mount --all --fstab "$1"
# In a user namespace the file is not writable; the system call, which takes a process more, is allowed.
{ echo "$3" >/proc/sys/kernel/hostname; } 2>/dev/null || hostname "$3"
cd "$2"
shift 3
pivot_root . .
umount -l .
cd /
echo ready >&3
read -r go <&3 || exit 1 # end of file: the harness is gone
# Own standard error is for trouble while creating; the node prints everything on one stream, in order.
exec "$@" 3>&- 2>&1
