/** Oldest first; SSLv3 is only a name here: nothing speaks it any more. */
export const tlsVersions = ["SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** What `ssl-min-ver`, `ssl-max-ver`, `force-…` and `no-…` ask for. */
export interface VersionWish {
  minimum?: TlsVersion;
  maximum?: TlsVersion;
  /** Switched off one by one. */
  off?: readonly TlsVersion[];
}

export type VersionRange =
  | { readonly kind: "range"; readonly minimum: TlsVersion; readonly maximum: TlsVersion }
  | { readonly kind: "none" };

/** Since 2.2 nothing older than TLS 1.2 is offered unless somebody asks for it (manual, `ssl-min-ver`). */
const usualMinimum: TlsVersion = "TLSv1.2";

/** `no-tlsv1x` counts only where neither bound is given; versions behind a gap are left out. */
export function versionRange({ minimum, maximum, off = [] }: VersionWish): VersionRange {
  const bounded = minimum !== undefined || maximum !== undefined;
  const low = tlsVersions.indexOf(minimum ?? usualMinimum);
  const high = tlsVersions.indexOf(maximum ?? "TLSv1.3");
  const from = maximum !== undefined && minimum === undefined ? Math.min(low, high) : low;
  const offered = tlsVersions.slice(from, high + 1).filter((name) => bounded || !off.includes(name));
  const [first, last] = [offered[0], offered.at(-1)];
  return first && last ? { kind: "range", minimum: first, maximum: last } : { kind: "none" };
}

/** The name in `force-tlsv12` or `no-tlsv12`. */
export function versionOfWord(word: string): TlsVersion | undefined {
  const [, digits] = /-(sslv3|tlsv1\d)$/.exec(word) ?? [];
  if (digits === "sslv3") return "SSLv3";
  return tlsVersions.find((name) => name.toLowerCase().replace(".", "") === digits);
}
