import { endsAt, type Keyword, type LineContext, type ProxyContext, refuse, wordAt } from "../keyword.ts";
import { neededAt, refuseCheckWord } from "./refusal.ts";

/** `external-check` in `global`: programs may be started for checks. */
export const externalCheckGlobals: readonly Keyword[] = [
  {
    name: "external-check",
    read: (context) => {
      if (endsAt(context, 1)) context.file.global.externalCheck = true;
    },
  },
  {
    name: "insecure-fork-wanted",
    negatable: true,
    noted: {
      fr: 'bascule n\'a pas besoin de cette permission : "external-check" suffit',
      en: 'bascule does not need this permission: "external-check" is enough',
    },
    read: (context: LineContext) => {
      if (endsAt(context, 1)) context.file.global.forkWanted = !context.negated;
    },
  },
];

/** `external-check command PROGRAM`, `external-check path PATH`. */
export const externalCheckKeyword: Keyword<ProxyContext> = {
  name: "external-check",
  side: "back",
  read: (context) => {
    const what = wordAt(context, 1);
    if (what !== "command" && what !== "path") {
      refuseCheckWord(context, 1, ["command", "path"]);
      return;
    }
    const value = neededAt(context, 2);
    if (value === undefined || !endsAt(context, 3)) return;
    const { check } = context.proxy;
    check[what] = value;
    check.commandPlace = context.place(0);
  },
};

/** `option external-check`. */
export const externalCheckOption = {
  name: "external-check",
  side: "back" as const,
  read: (context: ProxyContext): void => {
    const extra = wordAt(context, 2);
    if (extra !== "") {
      refuse(context, 2, "ERR_CONFIG_SYNTAX", {
        fr: `"option external-check" ne sait que faire de "${extra}". Le programme s'écrit "external-check command".`,
        en: `"option external-check" cannot handle "${extra}". The program is written "external-check command".`,
      });
      return;
    }
    context.proxy.check.kind = "external";
    context.proxy.check.externalPlace = context.place(0);
  },
};
