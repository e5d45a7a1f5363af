#!/usr/bin/env node
import { keepalivedMain } from "./drive/vrrp/main.ts";

// Whatever the file that started us is called: `ps` and `killall` look for this name.
process.title = "keepalived";
const code = await keepalivedMain(process.argv.slice(2));
// Not process.exitCode: a hung notify script must not hold up the end.
process.exit(code);
