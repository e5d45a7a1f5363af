import type { Expression } from "../../acl/expression.ts";
import type { VersionWish } from "./tls-version.ts";

/** What the `ssl-default-server-…` lines of `global` say, and `ssl-server-verify`. */
export interface ServerTlsDefaults {
  verify?: "none" | "required";
  versions: VersionWish;
  tickets?: boolean;
  ciphers?: string;
  suites?: string;
}

/** What `server` and `default-server` say of TLS. */
export interface ServerTlsDraft extends ServerTlsDefaults {
  /** `ssl`. */
  isOn: boolean;
  /** `check-ssl`. */
  checks: boolean;
  authorities?: string;
  revoked?: string;
  certificate?: string;
  verifyHost?: string;
  sni?: Expression["one"];
  checkSni?: string;
  alpn?: readonly string[];
  checkAlpn?: readonly string[];
  resumes?: boolean;
}
