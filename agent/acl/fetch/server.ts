import type { Fetch } from "../fetch.ts";

/** The servers' health. An argument that is left out has been filled with the proxy's own name. */
export const serverFetches: readonly Fetch[] = [
  {
    name: "nbsrv",
    gives: "number",
    layer: "connection",
    parameters: ["backend"],
    samples: (view, [backend = ""]) => [view.backend(backend)?.usable ?? 0],
  },
  {
    name: "srv_is_up",
    gives: "truth",
    layer: "connection",
    parameters: ["server"],
    required: 1,
    samples: (view, [path = ""]) => {
      const slash = path.indexOf("/");
      return [view.backend(path.slice(0, slash))?.isUp(path.slice(slash + 1)) ?? false];
    },
  },
];
