import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { setAdmin, setHealth, setWeight } from "../../../agent/proxy/backend-control.ts";
import { BackendState } from "../../../agent/proxy/backend-state.ts";
import { joinServer, removeServer } from "../../../agent/proxy/server-join.ts";
import { aimProbe, limitServer, stopServer, switchProbe } from "../../../agent/proxy/server-setting.ts";
import type { AdminAction } from "../../../agent/stats/admin-action.ts";
import type { Level } from "../../../agent/stats/command/command.ts";
import { runCommand } from "../../../agent/stats/command/run.ts";
import { ErrorLog } from "../../../agent/stats/error-log.ts";
import type { StatsView } from "../../../agent/stats/view.ts";
import { statsViewOf } from "./view.ts";

const file = `defaults
 mode http
 timeout client 1s
 timeout connect 1s
 timeout server 1s
listen stats
 bind :8404
 stats uri /stats
 stats refresh 10s
 stats auth admin:pass:word
 stats show-legends
frontend fe
 bind :80
 default_backend be
backend be
 server s1 10.0.0.1:80 check
 server s2 10.0.0.2:80 weight 3 agent-check agent-port 9
 server s3 10.0.0.3:80 backup
`;

/** A balancer as its statistics see it, at a simulated time. */
export class World {
  readonly config = parseHaproxy(file, "haproxy.cfg").config;
  readonly states = this.config.backends.map((backend) => new BackendState(backend));
  readonly errors = new ErrorLog();
  nowMs = 10_000;

  view(): StatsView {
    return { ...statsViewOf(this.config, this.states, this.nowMs), errors: this.errors };
  }

  /** What the driver would do. */
  act(action: AdminAction): void {
    if (action.kind === "server-join") {
      const state = this.states.find(({ config }) => config.name === action.backend);
      if (state) joinServer(state, action.config, this.nowMs);
    }
    if (!("server" in action)) return;
    const state = this.states.find(({ config }) => config.name === action.backend);
    if (!state) throw new Error(`no backend ${action.backend}`);
    if (action.kind === "server-state") setAdmin(state, action.server, action.state, this.nowMs);
    if (action.kind === "server-weight") setWeight(state, action.server, action.weight, this.nowMs);
    if (action.kind === "server-remove") removeServer(state, action.server);
    if (action.kind === "probe-switch") switchProbe(state, action.server, action.probe, action.on);
    if (action.kind === "probe-target") aimProbe(state, action.server, action.probe, action.target);
    if (action.kind === "server-limit") limitServer(state, action.server, action.limit);
    if (action.kind === "server-stopping") stopServer(state, action.server);
    if (action.kind === "server-health") setHealth(state, action.server, action.up, this.nowMs);
  }

  /** Does a command and gives what it says. */
  command(text: string, level: Level = "admin"): string {
    const reply = runCommand(text, { view: this.view(), level });
    for (const action of reply.actions ?? []) this.act(action);
    return reply.text;
  }
}
