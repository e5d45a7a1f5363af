import type { BindSocket, CertificateFilter, CertificateList } from "./config.ts";
import type { VersionWish } from "./tls-version.ts";

/** What `bind` and the `ssl-default-bind-…` lines of `global` may say of TLS. */
export interface TlsDraft {
  ciphers?: string;
  suites?: string;
  curves?: string;
  versions: VersionWish;
  tickets?: boolean;
  /** The client's order of ciphers counts. */
  clientOrder?: boolean;
}

/** The words of a `bind` line. */
export interface BindDraft extends TlsDraft {
  tls: boolean;
  name?: string;
  socket?: BindSocket;
  certificates: string[];
  filters?: readonly CertificateFilter[];
  lists?: readonly CertificateList[];
  clients?: {
    readonly verify?: "none" | "optional" | "required";
    readonly authorities?: string;
    readonly revoked?: string;
  };
  alpn?: readonly string[];
  strictSni?: boolean;
}
