import { isDeepStrictEqual } from "node:util";
import { messageOf } from "../../base/message-of.ts";
import type { Text } from "../../base/text.ts";
import type { Word } from "../../config/keepalived/lexer.ts";
import type { Placement } from "../../config/keepalived/placement.ts";
import { type KeepalivedProblem, Report } from "../../config/keepalived/report.ts";
import { enterNetworkNamespace } from "../../net/network-namespace.ts";
import type { VrrpFlags } from "./flag-table.ts";

/** Where this process works: taken up once, and kept. */
export class Place {
  /** Undefined: no file has been read yet. */
  #placement: Placement | undefined;

  /** Goes where a file says; the problem, when that cannot be. */
  enter(placement: Placement, at: Word, file: string): readonly KeepalivedProblem[] {
    const report = new Report(file);
    const against = this.#against(placement);
    // The original's `-t` ends with 0 there, without having read on.
    if (against !== undefined) report.fatal(at, "ERR_CONFIG_VALUE", against, 0);
    else this.#placement = placement;
    return report.problems;
  }

  #against(placement: Placement): Text | undefined {
    const { networkNamespace: name } = placement;
    if (this.#placement !== undefined)
      return isDeepStrictEqual(this.#placement, placement) ? undefined : restart;
    try {
      return name === undefined || enterNetworkNamespace(name) ? undefined : missing(name);
    } catch (error) {
      return { fr: messageOf(error), en: messageOf(error) };
    }
  }
}

const restart: Text = {
  fr: "net_namespace, instance et use_pid_dir ne peuvent pas changer pendant que le démon tourne : redémarrez-le.",
  en: "net_namespace, instance and use_pid_dir cannot change while the daemon runs: restart it.",
};

function missing(name: string): Text {
  return {
    fr: `L'espace de noms ${name} n'existe pas : keepalived ne démarre pas. « ip netns » montre ceux qui existent, « ip netns add ${name} » le crée.`,
    en: `There is no namespace ${name}: keepalived does not start. "ip netns" shows those that exist, "ip netns add ${name}" makes it.`,
  };
}

/** The name that syslog shows has these behind it. */
export function identSuffix({ networkNamespace, instanceName }: Placement): string {
  return [networkNamespace, instanceName].map((name) => (name === undefined ? "" : `_${name}`)).join("");
}

export interface PidFiles {
  readonly pidFile: string;
  readonly vrrpPidFile: string;
}

/** Those of the command line, else the original's: `/run/keepalived/NAMESPACE/keepalived_INSTANCE.pid`. */
export function pidFiles(
  { pidFile, vrrpPidFile }: VrrpFlags,
  { networkNamespace, instanceName, pidFolder }: Placement,
): PidFiles {
  const suffix = instanceName === undefined ? "" : `_${instanceName}`;
  const own = suffix !== "" || networkNamespace !== undefined || pidFolder;
  const folder = ["/run/keepalived", ...(networkNamespace === undefined ? [] : [networkNamespace])].join("/");
  const [usual, usualVrrp] = own
    ? [`${folder}/keepalived${suffix}.pid`, `${folder}/vrrp${suffix}.pid`]
    : ["/run/keepalived.pid", "/run/keepalived_vrrp.pid"];
  return { pidFile: pidFile ?? usual, vrrpPidFile: vrrpPidFile ?? usualVrrp };
}
