import { expect, test } from "vitest";
import { CertificateVault } from "../../../agent/drive/certificate-vault.ts";

const missing = "Can't replace a certificate which is not referenced by the configuration!";

test("a certificate is made, filled and removed in steps, and what is no certificate changes nothing", () => {
  const vault = new CertificateVault(new Map());
  expect(vault.set("/a.pem", "x")).toEqual({ kind: "refused", reason: missing });
  expect(vault.create("/a.pem")).toEqual({ kind: "done" });
  expect(vault.create("/a.pem").kind).toBe("refused");
  expect(vault.show("/a.pem")).toEqual({ status: "Empty" });
  expect(vault.set("/a.pem", "no certificate").kind).toBe("refused");
  const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
  expect(vault.set("/a.pem", broken).kind).toBe("refused");
  expect(vault.pending).toBeUndefined();
  const key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
  expect(vault.set("/a.pem.key", key)).toEqual({ kind: "done" });
  expect(vault.pending).toBe("/a.pem");
  vault.create("/b.pem");
  expect(vault.set("/b.pem", key)).toEqual({
    kind: "refused",
    reason: "The ongoing transaction is about '/a.pem' but you are trying to set '/b.pem'",
  });
  expect(vault.commit("/a.pem")).toEqual({
    kind: "refused",
    reason: "The transaction must contain at least a certificate and a private key!",
  });
  vault.abort();
  expect(vault.commit("/a.pem")).toEqual({ kind: "refused", reason: "No ongoing transaction! !" });
  expect(vault.listAdd("/list", "/a.pem", [])).toEqual({
    kind: "refused",
    reason: "crt-list '/list' does not exist!",
  });
  expect(vault.remove("/a.pem")).toEqual({ kind: "done" });
  expect(vault.files).toEqual(["/b.pem"]);
});
