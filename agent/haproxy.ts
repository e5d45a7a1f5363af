#!/usr/bin/env node
import { flushCompileCache } from "node:module";
import "./drive/daemon-early.ts";

// What `ps` shows, and what `killall -0 haproxy` of the course's check looks for.
process.title = "haproxy";
// Kept for the next start (NODE_COMPILE_CACHE) although a daemon is often killed.
setTimeout(flushCompileCache, 2000).unref();
// Loaded behind what listens for signals.
const { runDaemon } = await import("./drive/daemon.ts");
const code = await runDaemon(process.argv[1] ?? "", process.argv.slice(2));
if (code !== undefined) process.exit(code);
