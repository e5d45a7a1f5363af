/** What `ps` and `killall` call the guardian. Its command line does not name keepalived either: pkill(1) looks there. */
export const guardianName = "vip-guardian";

/** There is no ip(8). */
export const noIpProgram = 127;

/**
 * The guardian, a program of sh(1): reads lists (`undo.ts`) until its input ends, which is when the daemon has ended,
 * however it did. The ip(8) that then works is started at once and waits: loading it would take longer than its work.
 * (Measured: addresses gone 1.6 ms after the end of the input, 1.2 MB for all three processes.) Should somebody have
 * killed that one, another is started. Should the first of the three processes have been killed, the daemon lives and has
 * started another guardian: the rest of this one does nothing. The signals of an orderly stop reach it too where systemd stops a service; it
 * has nothing to do then, and ends with the daemon.
 */
export const guardianProgram = `
command -v ip >/dev/null || exit ${noIpProgram}
trap '' HUP INT QUIT TERM PIPE USR1 USR2
printf ${guardianName} >/proc/self/comm
{
  undo= programs= next= next_programs=
  while IFS= read -r line; do
    case $line in
      ip\\ *) next="$next\${line#ip }
" ;;
      run\\ *) next_programs="$next_programs\${line#run }
" ;;
      .) undo=$next programs=$next_programs next= next_programs= ;;
    esac
  done
  kill -0 $$ || exit
  printf %s "$undo" || printf %s "$undo" | ip -force -batch - >/dev/null
  exec >/dev/null
  eval "$programs"
} | ip -force -batch -
`;
