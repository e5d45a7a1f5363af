#!/usr/bin/env node
import { runDaemon } from "./drive/daemon.ts";

// What `ps` shows, and what `killall -0 haproxy` of the course's check looks for.
process.title = "haproxy";
const code = await runDaemon(process.argv[1] ?? "", process.argv.slice(2));
if (code !== undefined) process.exit(code);
