import type { Expression } from "../../acl/expression.ts";
import type { ServerTlsDefaults, ServerTlsDraft } from "./server-tls-draft.ts";
import { type TlsVersion, versionRange } from "./tls-version.ts";

/** How a server is spoken to by TLS. */
export interface ServerTls {
  /** Its certificate must be good: signed by one of the authorities, and for the name. */
  readonly verify: boolean;
  /** A file; `@system-ca` stands for those of the system. */
  readonly authorities?: string;
  readonly revoked?: string;
  /** The file with the certificate that we show, and its key. */
  readonly certificate?: string;
  /** The name that its certificate must have; else that of `sni`. */
  readonly verifyHost?: string;
  /** The name that is asked for. */
  readonly sni?: Expression["one"];
  readonly alpn: readonly string[];
  readonly minimumVersion: TlsVersion;
  readonly maximumVersion: TlsVersion;
  readonly tickets: boolean;
  /** A new connection goes on with the keys of a former one. */
  readonly resumes: boolean;
  readonly ciphers?: string;
  readonly suites?: string;
}

/** What a check speaks, where it speaks TLS. */
export interface CheckTls extends Omit<ServerTls, "sni"> {
  readonly sni?: string;
}

/** Both, as far as the words want them: checks speak TLS where the server does, unless they go elsewhere. */
export function serverTlsOf(
  draft: ServerTlsDraft,
  defaults: ServerTlsDefaults,
  checksElsewhere: boolean,
): { readonly tls?: ServerTls; readonly checkTls?: CheckTls } {
  const { isOn, checks, sni, checkSni, alpn = [], checkAlpn = [] } = draft;
  const rest = settingsOf(draft, defaults);
  const checking = checks || (isOn && !checksElsewhere);
  return {
    ...(isOn ? { tls: { ...rest, alpn, ...(sni ? { sni } : {}) } } : {}),
    ...(checking
      ? { checkTls: { ...rest, alpn: checkAlpn, ...(checkSni === undefined ? {} : { sni: checkSni }) } }
      : {}),
  };
}

function settingsOf(draft: ServerTlsDraft, defaults: ServerTlsDefaults): Omit<ServerTls, "sni" | "alpn"> {
  const { authorities, revoked, certificate, verifyHost } = draft;
  const { ciphers = defaults.ciphers, suites = defaults.suites } = draft;
  const range = versionRange({ ...defaults.versions, ...draft.versions });
  return {
    verify: (draft.verify ?? defaults.verify) !== "none",
    ...(authorities === undefined ? {} : { authorities }),
    ...(revoked === undefined ? {} : { revoked }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(verifyHost === undefined ? {} : { verifyHost }),
    minimumVersion: range.kind === "range" ? range.minimum : "TLSv1.2",
    maximumVersion: range.kind === "range" ? range.maximum : "TLSv1.3",
    tickets: draft.tickets ?? defaults.tickets ?? true,
    resumes: draft.resumes ?? true,
    ...(ciphers === undefined ? {} : { ciphers }),
    ...(suites === undefined ? {} : { suites }),
  };
}
