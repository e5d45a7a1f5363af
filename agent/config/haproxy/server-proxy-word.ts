import { flag, type ServerWord } from "./server-word-kind.ts";

/** Whether a server is told who the client is, by the PROXY protocol [T]. */
export const serverProxyWords: readonly ServerWord[] = [
  flag("send-proxy", (draft) => (draft.sendProxy = 1)),
  flag("send-proxy-v2", (draft) => (draft.sendProxy = 2)),
  flag("no-send-proxy", (draft) => delete draft.sendProxy),
  flag("no-send-proxy-v2", (draft) => delete draft.sendProxy),
];
