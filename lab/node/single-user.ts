import { execve } from "node:process";
import { ignoreSetgroups } from "../../agent/net/seccomp.ts";

/**
 * Becomes the daemon that is named by path: `single-user.ts PATH ARGUMENT…`, in a node that has one user only.
 * keepalived calls setgroups(2) before each script; where the kernel refuses it, the script would not run and yet
 * count as successful.
 */
const [file = "", ...argv] = process.argv.slice(2);
ignoreSetgroups();
// Node ignores SIGPIPE, and a program that is started here would too.
const env = ["env", "--default-signal=PIPE", file, ...argv];
execve?.("/usr/bin/env", env, process.env);
