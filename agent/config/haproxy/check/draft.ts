import type { Place } from "../../../base/problem.ts";
import type { CheckRequest } from "../../../health/request.ts";
import type { CheckScript, CheckStep } from "../../../health/step.ts";

/** The lines of `tcp-check`, or of `http-check`. */
export interface StepsDraft {
  /** The first line of a section begins anew: nothing of `defaults` stays. */
  readonly own: boolean;
  readonly steps: readonly CheckStep[];
  /** Where the first of them stands. */
  readonly place?: Place;
}

export interface HttpStepsDraft extends StepsDraft {
  /** `option httpchk` of the same section, and what the first `http-check send` changes of it. */
  readonly request?: Partial<CheckRequest>;
  /** `option httpchk` of the section above, where lines of this one have taken the place of it. */
  readonly inherited?: Partial<CheckRequest>;
  /** Where among the steps the `send` stands that describes the request. */
  readonly sendAt?: number;
}

/** How a section wants its servers to be checked. */
export interface CheckDraft {
  /** The `option` that was read last; undefined: a connection suffices. */
  kind?: "tcp" | "http" | "protocol" | "external";
  /** Where `option httpchk` stands. */
  httpPlace?: Place;
  tcp: StepsDraft;
  http: HttpStepsDraft;
  protocol?: CheckScript;
  /** `http-check disable-on-404`, `http-check send-state`. */
  disableOn404?: true;
  sendState?: true;
  /** `external-check command`, `external-check path`. */
  command?: string;
  path?: string;
  commandPlace?: Place;
  externalPlace?: Place;
}

export function newCheck(): CheckDraft {
  return { tcp: { own: false, steps: [] }, http: { own: false, steps: [] } };
}

/** What a section takes over from `defaults`. */
export function checkFrom(defaults: CheckDraft): CheckDraft {
  const { place: _, ...tcp } = defaults.tcp;
  const { place: __, ...http } = defaults.http;
  return { ...defaults, tcp: { ...tcp, own: false }, http: { ...http, own: false } };
}

/** Another step of a section's own `tcp-check`. */
export function addTcpStep(check: CheckDraft, place: Place, step?: CheckStep): void {
  const { own, steps, place: first } = check.tcp;
  const before = own ? steps : [];
  check.tcp = { own: true, steps: step ? [...before, step] : before, place: own ? (first ?? place) : place };
}

/** The section's own `http-check`, as far as it has been read. */
export function ownHttp(check: CheckDraft, place: Place): HttpStepsDraft {
  if (!check.http.own) {
    const inherited = check.http.request ?? check.http.inherited;
    check.http = { own: true, steps: [], place, ...(inherited ? { inherited } : {}) };
  }
  return check.http;
}
