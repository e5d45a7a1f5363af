import type { Arguments, Fetch } from "../fetch.ts";
import type { Sample, SampleKind } from "../sample.ts";
import type { CertificateView, TlsView } from "../view.ts";
import { plain } from "./row.ts";

type Of = (tls: TlsView) => CertificateView | undefined;
type Name = CertificateView["subject"];

/** Certificates: that of the client (`ssl_c_`), and ours in its connection (`ssl_f_`). Manual §7.3.4. */
export const certificateFetches: readonly Fetch[] = [
  ...rowsOf("ssl_c", (tls) => tls.clientCertificate),
  ...rowsOf("ssl_f", (tls) => tls.ownCertificate),
  ...["ssl_c_used", "ssl_fc_has_crt"].map((name) =>
    ofTls(name, "truth", (tls) => tls.clientCertificate !== undefined),
  ),
  // Whom we could not believe is not let in.
  ...["ssl_c_verify", "ssl_c_err", "ssl_c_ca_err", "ssl_c_ca_err_depth", "ssl_fc_err"].map((name) =>
    ofTls(name, "number", () => 0),
  ),
];

function ofTls(name: string, gives: SampleKind, read: (tls: TlsView) => Sample | undefined): Fetch {
  return plain(name, gives, "connection", ({ connection }) => connection.tls && read(connection.tls));
}

function rowsOf(prefix: string, of: Of): readonly Fetch[] {
  const row = (name: string, gives: SampleKind, read: (certificate: CertificateView) => Sample): Fetch =>
    ofTls(`${prefix}_${name}`, gives, (tls) => {
      const certificate = of(tls);
      return certificate && read(certificate);
    });
  return [
    row("der", "binary", ({ der }) => der),
    row("sha1", "binary", ({ sha1 }) => sha1),
    row("serial", "binary", ({ serial }) => serial),
    row("version", "number", ({ version }) => version),
    row("notbefore", "text", ({ notBefore }) => notBefore),
    row("notafter", "text", ({ notAfter }) => notAfter),
    row("key_alg", "text", ({ keyAlgorithm }) => keyAlgorithm),
    row("sig_alg", "text", ({ signatureAlgorithm }) => signatureAlgorithm),
    nameRow(`${prefix}_s_dn`, of, ({ subject }) => subject),
    nameRow(`${prefix}_i_dn`, of, ({ issuer }) => issuer),
  ];
}

/** Without an argument the whole name, as `/C=FR/CN=a`; else one entry of it, which of several, and its form. */
function nameRow(name: string, of: Of, read: (certificate: CertificateView) => Name): Fetch {
  return {
    name,
    gives: "text",
    layer: "connection",
    parameters: ["text", "number", "text"],
    refuses: ([, , form = ""]: Arguments) => (form === "" || form === "rfc2253" ? undefined : form),
    compile: ([entry = "", place = "", form = ""]) => ({
      one: ({ connection }) => {
        const certificate = connection.tls && of(connection.tls);
        return certificate && written(read(certificate), entry, Number(place || 1), form);
      },
    }),
  };
}

function written(name: Name, entry: string, place: number, form: string): string | undefined {
  if (entry === "" && form !== "")
    return name
      .map(({ key, value }) => `${key}=${value}`)
      .reverse()
      .join(",");
  if (entry === "") return name.map(({ key, value }) => `/${key}=${value}`).join("");
  const found = name.filter(({ key }) => key === entry);
  return found.at(place > 0 ? place - 1 : place)?.value;
}
