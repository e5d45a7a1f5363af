import type { VrrpInstance } from "../../../agent/config/keepalived/config.ts";
import { existenceOf } from "../../../agent/lint/rule/script-existence.ts";
import type { OfNode, ProofFault } from "./fault.ts";
import type { ProofNode } from "./proof.ts";

/** A script that it tracks. */
export function scriptFaults(
  common: OfNode,
  node: ProofNode,
  tracked: readonly string[],
): readonly ProofFault[] {
  return tracked.flatMap((name) => {
    const script = node.config.scripts.find((each) => each.name === name);
    if (script === undefined) return [];
    const service = watchedService(script.argv, existenceOf(script)?.process);
    const what = service === undefined ? failing(name) : stopping(service, name);
    return [
      {
        ...{ ...common, kind: "script", detail: name, periodMs: script.intervalMs },
        text: { fr: `${what.fr} sur ${node.name}`, en: `${what.en} on ${node.name}` },
        strikes: [{ kind: "script", node: node.name, script: name, outcome: "fails" }],
        ends: [{ kind: "script", node: node.name, script: name, outcome: "succeeds" }],
        over: { fr: `${what.again.fr} sur ${node.name}`, en: `${what.again.en} on ${node.name}` },
      },
    ] as const;
  });
}

function failing(script: string) {
  return {
    ...{ fr: `le script ${script} échoue`, en: `the script ${script} fails` },
    again: { fr: `le script ${script} réussit de nouveau`, en: `the script ${script} succeeds again` },
  };
}

function stopping(service: string, script: string) {
  return {
    ...{ fr: `${service} s'arrête (${script} échoue)`, en: `${service} stops (${script} fails)` },
    again: { fr: `${service} répond de nouveau`, en: `${service} answers again` },
  };
}

/** `systemctl is-active apache2` */
function watchedService(argv: readonly string[], process: string | undefined): string | undefined {
  if (process !== undefined) return process;
  const asked = argv.indexOf("is-active");
  return asked > 0 ? argv.slice(asked + 1).find((word) => !word.startsWith("-")) : undefined;
}

export function interfaceFaults(common: OfNode, { trackInterfaces }: VrrpInstance): readonly ProofFault[] {
  const { node } = common;
  return trackInterfaces.map(({ name }) => ({
    ...{ ...common, kind: "interface", detail: name },
    text: {
      fr: `l'interface suivie ${name} tombe sur ${node}`,
      en: `the tracked interface ${name} goes down on ${node}`,
    },
    strikes: [{ kind: "link-down", node, interface: name }],
    ends: [{ kind: "link-up", node, interface: name }],
    over: { fr: `${name} est de nouveau active sur ${node}`, en: `${name} is up again on ${node}` },
  }));
}

/** A service that no script asks after: it stops, and keepalived goes on as if nothing were. */
export function serviceFaults(
  common: OfNode,
  { name: node, services, config }: ProofNode,
  tracked: readonly string[],
): readonly ProofFault[] {
  const scripts = config.scripts.filter(({ name }) => tracked.includes(name));
  const unwatched = services.filter((service) => !scripts.some(({ argv }) => asksAfter(argv, service)));
  const named = unwatched.map((service): ProofFault => {
    const text = { fr: `${service} s'arrête sur ${node}`, en: `${service} stops on ${node}` };
    return { ...{ ...common, kind: "service", detail: service }, text, ...unnoticed };
  });
  if (services.length > 0 || tracked.length > 0 || common.expected === "same") return named;
  const text = {
    fr: `le programme qui répond à cette adresse s'arrête sur ${node}`,
    en: `the program that answers at this address stops on ${node}`,
  };
  return [{ ...{ ...common, kind: "service", supposed: true }, text, ...unnoticed }];
}

/** Nothing of it reaches the simulated world. */
const unnoticed = { strikes: [], ends: [], over: { fr: "", en: "" } } as const;

/** Commands that ask after something that they name. What else a script may ask is not known, and taken on trust. */
const speaking = /^(killall|pidof|pgrep|systemctl|service)$/;

function asksAfter(argv: readonly string[], service: string): boolean {
  const command = (argv[0] ?? "").split("/").at(-1) ?? "";
  return !speaking.test(command) || argv.slice(1).some((word) => word.includes(service));
}
