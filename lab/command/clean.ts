import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";

export const clean = defineCommand({
  name: "clean",
  summary: {
    fr: "enlève ce que des labos tués ont laissé",
    en: "removes what labs that were killed have left",
  },
  arguments: [],
  options: {},
  examples: [
    {
      command: "bascule clean",
      summary: {
        fr: "enlève les restes et les nomme ; les labos qui tournent ne sont pas touchés",
        en: "removes the leftovers and names them; labs that run are not touched",
      },
    },
  ],
  exitCodes: [exitCodes.done, exitCodes.machine],
  run: async (_input, { stdout, environment }) => {
    const { sweepEverywhere } = await import("../runtime/sweep.ts");
    const { sweepStanding } = await import("../standing/end.ts");
    const { staleText } = await import("../setup/install.ts");
    const { thisMachine } = await import("../setup/machine.ts");
    const { removeStalePolicy } = await import("../setup/service-policy.ts");
    const found = [...(await sweepStanding()), ...(await sweepEverywhere())];
    const removed = found.map(({ text }) => text);
    const onStale = (packages: readonly string[]) => removed.push(staleText(packages));
    await removeStalePolicy({ file: thisMachine(environment).policyFile, onStale });
    for (const text of removed) stdout.line(text);
    if (removed.length === 0) stdout.line({ fr: "Rien à nettoyer.", en: "Nothing to clean up." });
    return exitCodes.done.code;
  },
});
