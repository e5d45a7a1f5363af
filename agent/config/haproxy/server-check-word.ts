import { parseAddress } from "./address.ts";
import type { ServerDraft } from "./draft.ts";
import { looseNumber, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { choice, flag, positive, type ServerWord, time } from "./server-word-kind.ts";

/** How a server's health is found out, and what follows from it [T]. */
export const serverCheckWords: readonly ServerWord[] = [
  flag("check", (draft) => (draft.checked = true)),
  flag("no-check", (draft) => (draft.checked = false)),
  time("inter", (draft, ms) => {
    draft.check.intervalMs = ms;
  }),
  time("fastinter", (draft, ms) => (draft.check.fastIntervalMs = ms)),
  time("downinter", (draft, ms) => (draft.check.downIntervalMs = ms)),
  positive("rise", (draft, times) => (draft.check.rise = times)),
  positive("fall", (draft, times) => (draft.check.fall = times)),
  { name: "port", takes: 1, read: readPort },
  { name: "addr", takes: 1, read: (context, at, draft) => readHost(context, at, draft.check) },
  flag("check-send-proxy", (draft) => (draft.check.sendProxy = true)),
  flag("no-check-send-proxy", (draft) => delete draft.check.sendProxy),
  flag("agent-check", (draft) => (draft.agentChecked = true)),
  flag("no-agent-check", (draft) => (draft.agentChecked = false)),
  time("agent-inter", (draft, ms) => (draft.agent.intervalMs = ms)),
  { name: "agent-port", takes: 1, read: readAgentPort },
  { name: "agent-addr", takes: 1, read: (context, at, draft) => readHost(context, at, draft.agent) },
  { name: "agent-send", takes: 1, read: readAgentSend },
  { name: "track", takes: 1, read: readTrack },
  {
    ...choice("observe", ["none", "layer4", "layer7"], (draft, layer) => {
      if (layer === "none") delete draft.observed;
      else draft.observed = layer;
    }),
  },
  positive("error-limit", (draft, limit) => (draft.errorLimit = limit)),
  choice(
    "on-error",
    ["fastinter", "fail-check", "sudden-death", "mark-down"],
    (draft, then) => (draft.onError = then),
  ),
  choice("on-marked-down", ["shutdown-sessions"], (draft, then) => (draft.onMarkedDown = then)),
  choice("on-marked-up", ["shutdown-backup-sessions"], (draft, then) => (draft.onMarkedUp = then)),
];

function readPort(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  const port = looseNumber(context, at + 1, "port");
  if (port > 65535) {
    context.report.mistake(context.place(at + 1), "ERR_CONFIG_RANGE", {
      fr: `Le port ${port} dépasse 65535 : HAProxy le prend sans rien dire, et le contrôle échoue toujours.`,
      en: `Port ${port} is above 65535: HAProxy takes it without a word, and the check always fails.`,
    });
  }
  // Port 0 means: the port of the server.
  if (port > 0) draft.check.port = port;
  return true;
}

function readAgentPort(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  const port = looseNumber(context, at + 1, "agent-port");
  if (port > 0) draft.agent.port = port & 0xffff;
  return true;
}

function readHost(context: ProxyContext, at: number, target: { host?: string }): boolean {
  const written = wordAt(context, at + 1);
  const address = parseAddress(written);
  if (written !== "" && address.kind === "ip") {
    // A port behind it is read and not used.
    target.host = address.host;
    if (address.named) {
      context.file.needs.push({ kind: "server-name", value: address.host, ...context.place(at + 1) });
    }
    return true;
  }
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: `"${wordAt(context, at)}" attend une adresse, pas "${written}".`,
    en: `"${wordAt(context, at)}" expects an address, not "${written}".`,
  });
  return false;
}

function readAgentSend(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  const text = wordAt(context, at + 1);
  draft.agent.send = text;
  if (text !== "") return true;
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: '"agent-send" attend le texte à envoyer à l\'agent.',
    en: '"agent-send" expects the text to send to the agent.',
  });
  return false;
}

function readTrack(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  const name = wordAt(context, at + 1);
  if (name !== "") {
    draft.track = { name, ...context.place(at + 1) };
    return true;
  }
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: '"track" attend un serveur : "track s1" ou "track backend/s1".',
    en: '"track" expects a server: "track s1" or "track backend/s1".',
  });
  return false;
}
