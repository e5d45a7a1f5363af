import { existsSync } from "node:fs";
import { runtimes } from "../../lab/runtime/index.ts";
import { idlePlan } from "./netns-plan.ts";

/**
 * A harness to be killed: `clean-harness.ts lab ID` plans, creates and uses a lab and says in which phase it is;
 * `clean-harness.ts sweep` removes leftovers and prints what they were.
 */
const [task, id = "tstzzz"] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

if (task === "sweep") {
  for (const { id: found, text } of await runtimes.netns.sweep()) say(`${found}: ${text.en}`);
} else {
  say("plan");
  const plan = await idlePlan(id);
  say("create");
  try {
    const lab = await runtimes.netns.startLab(plan);
    say("up");
    void lab.ended.then((error) => say(`ended ${error?.code}`));
    const node = lab.nodes.get("lb1");
    // Until somebody kills it, it does what scenarios do: kill a node and start it again.
    while (!existsSync("/run/stop")) {
      await node?.kill();
      say("fault");
      await node?.start();
      say("healed");
    }
    await lab[Symbol.asyncDispose]();
    say("down");
  } catch (error) {
    say(String(error));
  }
}
