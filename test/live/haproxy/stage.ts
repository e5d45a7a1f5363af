import { scenes } from "./scene.ts";

// Runs inside the namespaces: plays one scene, prints its result as JSON, and ends.
const [name = "", program = ""] = process.argv.slice(2);
const scene = Object.entries(scenes).find(([known]) => known === name)?.[1];
if (!scene) throw new Error(`no scene ${name}`);
const result = await scene(program);
process.stdout.write(JSON.stringify(result), () => process.exit(0));
