import { lookup } from "node:dns/promises";
import { existsSync, fstatSync, readFileSync } from "node:fs";
import type { Problem } from "../base/problem.ts";
import type { Text } from "../base/text.ts";
import type { HaproxyConfig, MachineNeed } from "../config/haproxy/config.ts";
import { parseReply } from "../http/reply-file.ts";
import { type Certificate, readCertificates } from "../tls/certificate.ts";
import { cipherTrouble } from "../tls/server-context.ts";
import { judgeTls, unknownCiphers } from "./daemon-tls.ts";
import { identity } from "./identity.ts";

/** What the machine gave for the needs of a configuration. */
export interface MachineAnswers {
  readonly problems: readonly Problem[];
  /** Path to content, for `errorfile`. */
  readonly files: ReadonlyMap<string, string>;
  /** Host name to address. */
  readonly addresses: ReadonlyMap<string, string>;
  /** File or folder to what is in it, for `crt`. */
  readonly certificates: ReadonlyMap<string, readonly Certificate[]>;
  readonly userId?: number;
  readonly groupId?: number;
}

interface Found {
  readonly files: Map<string, string>;
  readonly addresses: Map<string, string>;
  readonly certificates: Map<string, readonly Certificate[]>;
  readonly problems: Problem[];
}

/** Reads every file and resolves every name that the configuration relies on; what fails is a `fatal` problem. */
export async function answerNeeds(config: HaproxyConfig): Promise<MachineAnswers> {
  const found: Found = {
    files: new Map(Object.entries(config.replies)),
    addresses: new Map(),
    certificates: new Map(),
    problems: [],
  };
  for (const need of config.needs) {
    const text = await answer(need, found);
    if (!text) continue;
    const { file, line, column } = need;
    found.problems.push({ severity: "fatal", code: "ERR_CONFIG_REFERENCE", file, line, column, text });
  }
  found.problems.push(...judgeTls(config, found.certificates));
  const userId = identity(config.global.user, "/etc/passwd");
  const groupId = identity(config.global.group, "/etc/group");
  return {
    ...found,
    ...(userId === undefined ? {} : { userId }),
    ...(groupId === undefined ? {} : { groupId }),
  };
}

/** Undefined when all is well, else what is wrong. */
async function answer(need: MachineNeed, found: Found): Promise<Text | undefined> {
  if (need.kind === "error-file") return answerErrorFile(need.value, found);
  if (need.kind === "folder") return existsSync(need.value) ? undefined : missing(need.value);
  if (need.kind === "ciphers" || need.kind === "suites") return answerCiphers(need.kind, need.value);
  if (need.kind === "authority") return answerAuthority(need.value);
  if (need.kind === "descriptor") return answerDescriptor(Number(need.value));
  if (need.kind === "certificate") return answerCertificate(need.value, found);
  if (need.kind === "user" || need.kind === "group") {
    const list = need.kind === "user" ? "/etc/passwd" : "/etc/group";
    return identity(need.value, list) === undefined ? missingIdentity(need) : undefined;
  }
  const trouble = await answerName(need.value, found);
  return need.kind === "spare-name" ? undefined : trouble;
}

function answerErrorFile(path: string, found: Found): Text | undefined {
  let content: string;
  try {
    content = readFileSync(path, "latin1");
  } catch {
    return missing(path);
  }
  found.files.set(path, content);
  if (content === "" || parseReply(content)) return undefined;
  return {
    fr: `"${path}" n'est pas une réponse HTTP : première ligne "HTTP/1.0 503 Service Unavailable", en-têtes, ligne vide, page.`,
    en: `"${path}" is no HTTP response: first line "HTTP/1.0 503 Service Unavailable", headers, empty line, page.`,
  };
}

function answerAuthority(path: string): Text | undefined {
  try {
    if (/-----BEGIN (CERTIFICATE|X509 CRL|TRUSTED CERTIFICATE)-----/.test(readFileSync(path, "latin1")))
      return undefined;
  } catch {
    return missing(path);
  }
  return {
    fr: `"${path}" ne contient ni certificat ni liste de révocation en PEM ("-----BEGIN …-----").`,
    en: `"${path}" holds neither a certificate nor a revocation list in PEM ("-----BEGIN …-----").`,
  };
}

function answerCiphers(kind: "ciphers" | "suites", value: string): Text | undefined {
  const reason = cipherTrouble(kind, value);
  return reason === undefined ? undefined : unknownCiphers(reason);
}

function answerDescriptor(descriptor: number): Text | undefined {
  try {
    fstatSync(descriptor);
    return undefined;
  } catch {
    return {
      fr: `Le descripteur ${descriptor} n'est pas ouvert. Ce qui lance haproxy doit l'ouvrir, et le lui laisser.`,
      en: `Descriptor ${descriptor} is not open. Whatever starts haproxy has to open it, and leave it open.`,
    };
  }
}

function answerCertificate(path: string, found: Found): Text | undefined {
  const read = readCertificates(path);
  if (read.kind === "bad") return read.text;
  found.certificates.set(path, read.certificates);
  return undefined;
}

async function answerName(name: string, found: Found): Promise<Text | undefined> {
  try {
    found.addresses.set(name, (await lookup(name)).address);
    return undefined;
  } catch {
    return {
      fr: `Le nom "${name}" n'a pas d'adresse ici. Écrivez une adresse IP, ou ajoutez le nom à /etc/hosts.`,
      en: `The name "${name}" has no address here. Write an IP address, or add the name to /etc/hosts.`,
    };
  }
}

function missing(path: string): Text {
  return {
    fr: `Le fichier "${path}" ne peut pas être lu. Créez-le ou corrigez le chemin.`,
    en: `The file "${path}" cannot be read. Create it or correct the path.`,
  };
}

function missingIdentity(need: MachineNeed): Text {
  return need.kind === "user"
    ? {
        fr: `L'utilisateur "${need.value}" n'existe pas. Créez-le : useradd --system ${need.value}`,
        en: `The user "${need.value}" does not exist. Create it: useradd --system ${need.value}`,
      }
    : {
        fr: `Le groupe "${need.value}" n'existe pas. Créez-le : groupadd --system ${need.value}`,
        en: `The group "${need.value}" does not exist. Create it: groupadd --system ${need.value}`,
      };
}
