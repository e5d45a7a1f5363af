import type { CodeEntry } from "./coded-error.ts";

/** The agent's codes. They are never renamed; `docs/errors.md` lists the same (a test compares). */
export const agentCodes = {
  ERR_CONFIG_READ: { doc: "A configuration file cannot be read." },
  ERR_CONFIG_SYNTAX: { doc: "A line cannot be understood: a brace, a quote or a value is missing." },
  ERR_CONFIG_KEYWORD: { doc: "A keyword is not known; the original ignores or refuses it." },
  ERR_CONFIG_UNSUPPORTED: { doc: "The original honours this keyword and bascule's daemon does not yet." },
  ERR_CONFIG_NOTE: { doc: "A keyword is accepted, and has no effect here; the message says why. No error." },
  ERR_CONFIG_VALUE: { doc: "A value has the wrong form." },
  ERR_CONFIG_RANGE: { doc: "A number is outside its range." },
  ERR_CONFIG_REFERENCE: { doc: "A name is used that nothing defines." },
  ERR_CONFIG_DUPLICATE: { doc: "A name or keyword stands twice." },
  ERR_NET_PERMISSION: { doc: "A raw socket or a netlink request needs CAP_NET_RAW or CAP_NET_ADMIN." },
  ERR_NET_INTERFACE: { doc: "A network interface does not exist." },
  ERR_NET_BIND: { doc: "An address cannot be listened on." },
  ERR_NET_SYSTEM: { doc: "A system call failed." },
} as const satisfies Record<string, CodeEntry>;

export type AgentCode = keyof typeof agentCodes;
