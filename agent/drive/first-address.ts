import type { HaproxyConfig } from "../config/haproxy/config.ts";
import { setAdmin } from "../proxy/backend-control.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import { moveServer } from "../proxy/server-setting.ts";
import type { MachineAnswers } from "./daemon-files.ts";
import type { Severity } from "./daemon-load.ts";
import { loadStateFiles } from "./state-file.ts";

interface Beginning {
  readonly config: HaproxyConfig;
  readonly answers: Pick<MachineAnswers, "addresses">;
  readonly tell: (severity: Severity, message: string) => void;
}

/** Where servers are, and how, when the process begins: what a state file says, then what the machine knows. */
export function beginServers({ config, answers, tell }: Beginning, states: readonly BackendState[]): void {
  loadStateFiles({ global: config.global, states, warn: (message) => tell("WARNING", message) });
  giveFirstAddresses(states, answers.addresses);
}

/** Gives servers that are known by a name their first address (`init-addr`), or none yet. */
function giveFirstAddresses(states: readonly BackendState[], addresses: ReadonlyMap<string, string>): void {
  const nowMs = performance.now();
  for (const state of states) {
    for (const [index, { fqdn, host, port, initAddress }] of state.config.servers.entries()) {
      // A state file has moved it already.
      if (fqdn === undefined || host !== fqdn) continue;
      let found: string | undefined;
      for (const method of initAddress ?? [{ kind: "libc" } as const]) {
        if (method.kind === "libc") found = addresses.get(fqdn);
        else if (method.kind === "address") found = method.host;
        if (found !== undefined || method.kind === "none") break;
      }
      if (found !== undefined) moveServer(state, index, { host: found, port });
      else {
        state.unresolved.add(index);
        setAdmin(state, index, "maint", nowMs);
      }
    }
  }
}
