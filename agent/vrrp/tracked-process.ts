import type { TrackProcess } from "../config/keepalived/track-config.ts";

/** A process as /proc shows it: /proc/PID/comm and the words of /proc/PID/cmdline. */
export interface ProcessLook {
  readonly name: string;
  readonly argv: readonly string[];
}

/** The kernel keeps so much of a name: TASK_COMM_LEN less its final zero. */
const longestName = 15;

/** Whether the words of the command line are needed: `full_command`, parameters, `param_match`. */
export function needsCommandLine({ argv, fullCommand, paramMatch }: TrackProcess): boolean {
  return fullCommand || argv.length > 1 || paramMatch !== undefined;
}

/** keepalived.conf(5), "VRRP track processes": an exact match, of the name or of the command line. */
export function isTracked(process: ProcessLook, tracked: TrackProcess): boolean {
  const [command = "", ...parameters] = tracked.argv;
  if (!needsCommandLine(tracked)) return process.name === command.slice(0, longestName);
  const [program, ...given] = process.argv;
  if (program !== command) return false;
  const last = parameters.length - 1;
  const matches = (word: string, index: number) =>
    tracked.paramMatch === "initial" && index === last
      ? given[index]?.startsWith(word)
      : given[index] === word;
  const counts =
    tracked.paramMatch === "partial" && last >= 0 ? given.length > last : given.length === last + 1;
  return counts && parameters.every(matches);
}

/** Whether so many of them are as many as the file asks for. */
export function quorumMet(count: number, { quorum, quorumMax }: TrackProcess): boolean {
  return count >= quorum && count <= quorumMax;
}
