import type { FileDraft, ProxyDraft } from "../../config/haproxy/draft.ts";
import type { Report } from "../../config/haproxy/report.ts";

/**
 * One mistake that only a whole haproxy.cfg shows. It tells of it with the severity that the original's verdict has:
 * `fatal`, `warned`, or `mistake` where the original is silent.
 * @example export const noBind: HaproxyRule = { name: "no-bind", find: perFront((proxy, file, report) => …) };
 */
export interface HaproxyRule {
  readonly name: string;
  find(file: FileDraft, report: Report): void;
}

type PerProxy = (proxy: ProxyDraft, file: FileDraft, report: Report) => void;

/** Looks at every `frontend`, `backend` and `listen`. */
export function perProxy(look: PerProxy): HaproxyRule["find"] {
  return (file, report) => {
    // Of a section that is disabled the original says nothing.
    for (const proxy of file.proxies.filter(({ disabled }) => !disabled)) look(proxy, file, report);
  };
}

/** Looks at every `frontend` and `listen`. */
export function perFront(look: PerProxy): HaproxyRule["find"] {
  return perProxy((proxy, file, report) => {
    if (proxy.kind !== "backend") look(proxy, file, report);
  });
}

/** Looks at every `backend` and `listen`. */
export function perBack(look: PerProxy): HaproxyRule["find"] {
  return perProxy((proxy, file, report) => {
    if (proxy.kind !== "frontend") look(proxy, file, report);
  });
}
