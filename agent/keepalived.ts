#!/usr/bin/env node
import { flushCompileCache } from "node:module";
import { keepalivedMain } from "./drive/vrrp/main.ts";

// Whatever the file that started us is called: `ps` and `killall` look for this name.
process.title = "keepalived";
// Kept for the next start (NODE_COMPILE_CACHE) although a daemon is often killed: not before it has work behind it.
setTimeout(flushCompileCache, 2000).unref();
const code = await keepalivedMain(process.argv.slice(2));
// Not process.exitCode: a hung notify script must not hold up the end.
process.exit(code);
