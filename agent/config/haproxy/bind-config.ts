import type { KeepAlive } from "./keep-alive.ts";
import type { TlsVersion } from "./tls-version.ts";

/** Which names a certificate is served for: patterns such as `*.example.com`; none: its own, but for the exceptions. */
export interface CertificateFilter {
  readonly path: string;
  readonly names: readonly string[];
  readonly except: readonly string[];
}

/** A `crt-list`: each line has a certificate, and the patterns of names that it is for, or with `!` is not for. */
export interface CertificateList {
  readonly file: string;
  readonly lines: readonly {
    readonly line: number;
    readonly path: string;
    readonly filters: readonly string[];
  }[];
}

/** `bind … ssl`. */
export interface BindTls {
  /** Files and folders; the first certificate is for clients that name no host, or an unknown one. */
  readonly certificates: readonly string[];
  /** `crt-list`: the names that a certificate is for, in place of its own. */
  readonly filters?: readonly CertificateFilter[];
  /** The files of `crt-list` with their lines; these certificates stand among the others, too. */
  readonly lists?: readonly CertificateList[];
  /** Clients are asked for a certificate. */
  readonly clients?: {
    readonly required: boolean;
    /** Files; `@system-ca` stands for those of the system. */
    readonly authorities: string;
    readonly revoked?: string;
  };
  readonly minimumVersion: TlsVersion;
  readonly maximumVersion: TlsVersion;
  readonly alpn: readonly string[];
  /** Clients that name an unknown host are refused. */
  readonly strictSni: boolean;
  readonly tickets: boolean;
  readonly serverOrder: boolean;
  /** OpenSSL's lists: up to TLS 1.2, and from 1.3 on. */
  readonly ciphers?: string;
  readonly suites?: string;
  readonly curves?: string;
}

export interface BindAddress {
  /** `0.0.0.0` for `*`. */
  readonly host: string;
  readonly port: number;
  /** `fd@N`: whoever started us listens on it already; then `host` is empty and `port` 0. */
  readonly descriptor?: number;
  /** A unix socket, then `host` is empty and `port` 0; an abstract one begins with a zero byte. */
  readonly path?: string;
  readonly socket?: BindSocket;
  readonly name?: string;
  readonly tls?: BindTls;
}

/** How a listening socket is set up. */
export interface BindSocket {
  readonly onlyIpv6?: boolean;
  /** It may listen on addresses that the machine does not have: IP_TRANSPARENT. */
  readonly transparent?: boolean;
  /** TCP_FASTOPEN, TCP_DEFER_ACCEPT, TCP_MAXSEG, TCP_USER_TIMEOUT, SO_BINDTODEVICE. */
  readonly fastOpen?: boolean;
  readonly deferAccept?: boolean;
  /** Another proxy says who the client is, before the connection's own bytes. */
  readonly acceptProxy?: boolean;
  readonly segmentBytes?: number;
  readonly userTimeoutMs?: number;
  readonly interfaceName?: string;
  readonly backlog?: number;
  readonly keepAlive?: KeepAlive;
  /** Of a unix socket's path: permission bits, and names or numbers. */
  readonly mode?: number;
  readonly user?: string;
  readonly group?: string;
}
