import type { KeepalivedConfig, VrrpScript } from "../../config/keepalived/config.ts";
import type { NotifyScript } from "../../config/keepalived/notify-config.ts";
import type { ParsedKeepalived } from "../../config/keepalived/parse.ts";
import { type KeepalivedProblem, Report } from "../../config/keepalived/report.ts";
import { findInterfaceIndex } from "../../net/packet-socket.ts";
import { checkVirtualMacs } from "./check-virtual-mac.ts";
import { findCommand, othersMayChange } from "./script-file.ts";
import { findAccount, scriptAccount } from "./script-user.ts";

export interface Checked {
  /** Without the scripts that this machine cannot run. */
  readonly config: KeepalivedConfig;
  readonly problems: readonly KeepalivedProblem[];
  /** Scripts would run as root without `enable_script_security`: the original warns, and `-t` ends with 6. */
  readonly securityViolation: boolean;
}

/** What a file says that this machine contradicts: interfaces, accounts and scripts that are not there. */
export function checkMachine(parsed: ParsedKeepalived, file: string): Checked {
  const report = new Report(file);
  checkScriptUser(parsed, report);
  const scripts = parsed.config.scripts.filter((script) => canRun(script, parsed, report));
  checkNotifyUsers(parsed, report);
  checkInterfaces(parsed, report);
  checkVirtualMacs(parsed, report);
  const names = new Set(scripts.map(({ name }) => name));
  const instances = parsed.config.instances.map((instance) => ({
    ...instance,
    trackScripts: instance.trackScripts.filter(({ name }) => names.has(name)),
  }));
  const config = { ...parsed.config, scripts, instances };
  const securityViolation = !config.global.scriptSecurity && runsAsRoot(config);
  return { config, problems: report.sorted(), securityViolation };
}

/** The original's exit code of `-t`: 2 it gave up reading, 6 unsafe scripts or a file missing, 5 another complaint, 0 none. */
export function testExitCode(problems: readonly KeepalivedProblem[], securityViolation: boolean): number {
  if (problems.some(({ testExit }) => testExit === 2)) return 2;
  if (problems.some(({ testExit }) => testExit === 6)) return 6;
  // Without its interfaces it does not come as far as the scripts.
  if (problems.some(({ code }) => code === "ERR_NET_INTERFACE")) return 5;
  if (securityViolation) return 6;
  return problems.some(({ testExit }) => testExit === 5) ? 5 : 0;
}

function checkScriptUser({ config, places: { scriptUser: at } }: ParsedKeepalived, report: Report): void {
  const { scriptGroup } = config.global;
  if (at === undefined || findAccount(at.text, scriptGroup) !== undefined) return;
  report.mistake(at, "ERR_CONFIG_REFERENCE", {
    fr: `script_user ${at.text} : cette machine ne connaît pas cet utilisateur, keepalived ne lance aucun script sans utilisateur propre.`,
    en: `script_user ${at.text}: this machine has no such user, keepalived runs no script without a user of its own.`,
  });
}

/** Under `enable_script_security` a notify line that names nobody is run by keepalived_script, or not at all. */
function checkNotifyUsers({ config: { global, instances }, places }: ParsedKeepalived, report: Report): void {
  if (!global.scriptSecurity || global.scriptUser !== undefined) return;
  for (const { name, notify } of instances) {
    const at = places.instances.get(name)?.interfaceName;
    const lost = Object.values(notify).filter((script) => scriptAccount(script, global) === undefined);
    const [first] = lost.filter(({ user }) => user === undefined);
    if (at === undefined || first === undefined) continue;
    report.mistake(at, "ERR_CONFIG_REFERENCE", {
      fr: `Le script notify ${first.argv[0]} de ${name} n'est pas lancé : sous enable_script_security, il faut script_user (ou un utilisateur keepalived_script).`,
      en: `The notify script ${first.argv[0]} of ${name} is not run: under enable_script_security it needs script_user (or a user keepalived_script).`,
    });
  }
}

function canRun(script: VrrpScript, { config, places }: ParsedKeepalived, report: Report): boolean {
  const at = places.scripts.get(script.name);
  if (at === undefined) return false;
  const account = scriptAccount(script, config.global);
  const [command = ""] = script.argv;
  const file = findCommand(command, process.env.PATH ?? "");
  const reason = reasonAgainst(file, command, account?.uid, config.global.scriptSecurity);
  if (reason === undefined) return true;
  report.mistake(at, "ERR_CONFIG_REFERENCE", {
    fr: `Le script ${script.name} n'est pas suivi : ${reason.fr}.`,
    en: `The script ${script.name} is not tracked: ${reason.en}.`,
  });
  return false;
}

function reasonAgainst(
  file: string | undefined,
  command: string,
  uid: number | undefined,
  security: boolean,
) {
  if (uid === undefined) {
    return {
      fr: "l'utilisateur qui devrait le lancer n'existe pas (script_user, ou keepalived_script par défaut)",
      en: "the user who should run it does not exist (script_user, or by default keepalived_script)",
    };
  }
  if (file === undefined) {
    return {
      fr: `${command} est introuvable sur cette machine`,
      en: `${command} is not found on this machine`,
    };
  }
  if (!security || uid !== 0 || !othersMayChange(file)) return undefined;
  return {
    fr: `enable_script_security interdit de lancer en root ${file}, que d'autres que root peuvent modifier`,
    en: `enable_script_security forbids to run ${file} as root, which others than root can change`,
  };
}

function checkInterfaces({ config, places }: ParsedKeepalived, report: Report): void {
  for (const { name, interfaceName, virtualAddresses, excludedAddresses } of config.instances) {
    const at = places.instances.get(name);
    if (at === undefined) continue;
    const addresses = [...virtualAddresses, ...excludedAddresses];
    const devices = addresses.map(({ device }, index) => ({ device, place: at.addresses[index] }));
    const tracked = at.trackInterfaces.map((place) => ({ device: place.text, place }));
    const own = { device: interfaceName, place: at.interfaceName };
    for (const { device, place } of [own, ...devices, ...tracked]) {
      if (device === undefined || place === undefined || findInterfaceIndex(device) !== undefined) continue;
      const text = {
        fr: `L'interface ${device} n'existe pas sur cette machine : keepalived ne démarre pas. « ip link » montre celles qui existent.`,
        en: `There is no interface ${device} on this machine: keepalived does not start. "ip link" shows those that exist.`,
      };
      report.fatal(place, "ERR_NET_INTERFACE", text, 5);
    }
  }
}

/** As the user keepalived_script, on machines that have one, scripts do no harm. */
function runsAsRoot({ global, scripts, instances, groups = [] }: KeepalivedConfig): boolean {
  const isRoot = (script: VrrpScript | NotifyScript) => scriptAccount(script, global)?.uid === 0;
  const readers = (global.notifyFifos ?? []).flatMap(({ script }) => script ?? []);
  const notified = [...instances, ...groups]
    .flatMap(({ notify }) => Object.values(notify))
    .concat(readers)
    .filter(({ argv: [command = ""] }) => findCommand(command, process.env.PATH ?? ""));
  // Without an instance the original does not look at scripts.
  return instances.length > 0 && [...scripts, ...notified].some(isRoot);
}
