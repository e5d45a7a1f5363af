import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseExpression } from "../../../agent/acl/expression.ts";
import { asText } from "../../../agent/acl/sample.ts";
import { CertificateFacts } from "../../../agent/tls/certificate-facts.ts";
import { scopeOf, viewOf } from "../acl/request.ts";
import { worldOf } from "../acl/world.ts";

/** Two certificates, and what HAProxy 2.6.12 found in them. */
const recorded: {
  readonly client: string;
  readonly own: string;
  readonly values: Readonly<Record<string, string>>;
} = JSON.parse(readFileSync(new URL("../../cases/haproxy-certificate.json", import.meta.url), "utf8"));

const tls = { protocol: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", keySize: 256, resumed: false };
const own = new CertificateFacts(new X509Certificate(recorded.own));
const client = new CertificateFacts(new X509Certificate(recorded.client));

function foundBy(text: string, shown: CertificateFacts | undefined): string {
  const parsed = parseExpression(text, scopeOf(), 0);
  if (parsed.kind === "bad") throw new Error(JSON.stringify(parsed.troubles));
  const facts = { isTls: true, tls: { ...tls, ownCertificate: own, clientCertificate: shown } };
  const sample = parsed.value.one({ ...viewOf("GET / HTTP/1.1\nHost: x\n", facts), world: worldOf() });
  return sample === undefined ? "" : asText(sample);
}

test.each(Object.entries(recorded.values))("%s is what HAProxy gives", (text, value) => {
  expect(foundBy(text, client)).toBe(value);
});

test("without a certificate of the client", () => {
  expect(
    ["ssl_c_used", "ssl_c_s_dn", "ssl_c_verify", "ssl_f_s_dn"].map((text) => foundBy(text, undefined)),
  ).toEqual(["0", "", "0", "/CN=srv.test"]);
});
