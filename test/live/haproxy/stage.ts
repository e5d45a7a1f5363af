import { renameSync, writeFileSync } from "node:fs";
import { scenes } from "./scene.ts";

// Runs inside the namespaces: plays one scene, leaves its result as JSON, and ends.
const [name = "", program = ""] = process.argv.slice(2);
const scene = Object.entries(scenes).find(([known]) => known === name)?.[1];
if (!scene) throw new Error(`no scene ${name}`);
// Not on standard output: that is a pipe which whatever the scene starts may hold, too. Whole, or not at all.
writeFileSync("result.tmp", JSON.stringify(await scene(program)));
renameSync("result.tmp", "result.json");
process.exit(0);
