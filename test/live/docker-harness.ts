import { makeBase } from "../../lab/image/bootstrap.ts";
import { docker } from "../../lab/runtime/docker/runtime.ts";
import { requireEngine } from "../../lab/runtime/docker/usable-engine.ts";
import { idlePlan } from "./netns-plan.ts";

/**
 * A harness to be killed: `docker-harness.ts lab ID` plans, creates and uses a lab and says in which phase it is;
 * `docker-harness.ts idle ID` leaves the lab alone until it ends; `docker-harness.ts base NAME` makes a small base
 * image of that name.
 */
const [task, id = "tstzzz"] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

if (task === "base") {
  const building = {
    engine: await requireEngine(),
    signal: new AbortController().signal,
    progress: () => {},
  };
  say("base");
  await makeBase(building, id, ["ca-certificates"]).then(
    () => say("made"),
    (error) => say(String(error)),
  );
} else {
  say("plan");
  const plan = await idlePlan(id);
  say("create");
  const lab = await docker.startLab(plan);
  say("up");
  if (task === "idle") {
    const error = await lab.ended;
    await lab[Symbol.asyncDispose]();
    say(String(error));
  }
  const node = lab.nodes.get("lb1");
  // Until somebody kills it, it does what scenarios do: kill a node and start it again.
  while (task === "lab") {
    await node?.kill();
    say("fault");
    await node?.start();
    say("healed");
  }
}
