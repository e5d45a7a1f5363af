import type { BindTls, CertificateFilter } from "../config/haproxy/config.ts";
import type {
  CertificateDesk,
  CertificateFacts,
  ListedCertificate,
  Outcome,
  StoredCertificate,
} from "../stats/certificate-desk.ts";
import { type Certificate, makeCertificate } from "../tls/certificate.ts";
import { testContext } from "../tls/context.ts";
import { describeCertificate } from "../tls/describe.ts";
import { TlsListener } from "../tls/listener.ts";
import { parsePem } from "../tls/pem.ts";
import { readAuthorities } from "./certificate-authority.ts";
import { filtered } from "./daemon-tls.ts";

/** A certificate where clients meet it. */
interface Entry {
  readonly path: string;
  readonly filter?: CertificateFilter;
  /** The line of a `crt-list` that it comes from. */
  readonly listed?: { readonly file: string; readonly line: number };
}

interface Place {
  readonly listener: TlsListener;
  readonly bind: BindTls;
  entries: readonly Entry[];
}

interface Change {
  readonly path: string;
  readonly chain: readonly string[];
  readonly key: string | undefined;
}

const done: Outcome = { kind: "done" };

/** The certificates of all `bind` lines: each in one copy, which may be replaced while they serve. */
export class CertificateVault implements CertificateDesk {
  readonly #sources: ReadonlyMap<string, readonly Certificate[]>;
  /** Undefined: new and empty. */
  readonly #stored = new Map<string, Certificate | undefined>();
  readonly #lists = new Map<string, ListedCertificate[]>();
  readonly #places: Place[] = [];
  #change: Change | undefined;

  /** @param sources what was read of each file or folder */
  constructor(sources: ReadonlyMap<string, readonly Certificate[]>) {
    this.#sources = sources;
    for (const one of [...sources.values()].flat()) this.#stored.set(one.path, one);
  }

  /** Takes TLS connections of a `bind`. */
  open(bind: BindTls): TlsListener {
    for (const { file, lines } of bind.lists ?? [])
      if (!this.#lists.has(file)) this.#lists.set(file, [...lines]);
    const entries = this.#entriesOf(bind);
    const listener = new TlsListener(bind, this.#certificatesOf(entries));
    this.#places.push({ listener, bind, entries });
    return listener;
  }

  /** In the order of the line; those of a list stand in the list's order. */
  #entriesOf(bind: BindTls): readonly Entry[] {
    const listed = (bind.lists ?? []).flatMap(({ file, lines }) => lines.map((line) => ({ file, line })));
    return bind.certificates.flatMap((source): readonly Entry[] => {
      const next = listed[0];
      if (next?.line.path === source) {
        listed.shift();
        return [entryOf(next.file, next.line)];
      }
      return (this.#sources.get(source) ?? []).map(({ path }) => ({ path }));
    });
  }

  #certificatesOf(entries: readonly Entry[]): readonly Certificate[] {
    return entries.flatMap(({ path, filter }) => {
      const stored = this.#stored.get(path);
      return stored ? [filtered(stored, filter ? [filter] : [])] : [];
    });
  }

  #refresh(isMeant: (place: Place) => boolean): void {
    for (const place of this.#places.filter(isMeant))
      place.listener.replace(this.#certificatesOf(place.entries));
  }

  get files(): readonly string[] {
    return [...this.#stored.keys()].sort();
  }

  get pending(): string | undefined {
    return this.#change?.path;
  }

  show(name: string): StoredCertificate | undefined {
    const change = this.#change;
    if (change && name === `*${change.path}`)
      return { status: "Unused", facts: describeCertificate(change.chain) };
    if (!this.#stored.has(name)) return undefined;
    const stored = this.#stored.get(name);
    if (!stored) return { status: "Empty" };
    const facts = describeCertificate(parsePem(stored.chain).certificates);
    return { status: this.#uses(name) > 0 ? "Used" : "Unused", facts };
  }

  #uses(path: string): number {
    return this.#places.flatMap(({ entries }) => entries.filter((entry) => entry.path === path)).length;
  }

  create(name: string): Outcome {
    if (this.#stored.has(name)) return refused("it exists");
    this.#stored.set(name, undefined);
    return done;
  }

  set(name: string, pem: string): Outcome {
    const path = this.#stored.has(name) ? name : name.replace(/\.key$/, "");
    if (!this.#stored.has(path))
      return refused("Can't replace a certificate which is not referenced by the configuration!");
    const pending = this.#change?.path ?? path;
    if (pending !== path)
      return refused(`The ongoing transaction is about '${pending}' but you are trying to set '${path}'`);
    const { certificates, key } = parsePem(pem);
    if ((certificates.length === 0 && key === undefined) || !areSound(certificates))
      return refused(`unable to load certificate from file '${path}'.\nCan't load the payload`);
    const old = this.#change ?? this.#whole(path);
    // A certificate brings its key along; a key alone is for the certificate that is there.
    this.#change = certificates.length > 0 ? { path, chain: certificates, key } : { ...old, path, key };
    return done;
  }

  #whole(path: string): Pick<Change, "chain" | "key"> {
    const stored = this.#stored.get(path);
    return { chain: parsePem(stored?.chain ?? "").certificates, key: stored?.key };
  }

  commit(name: string): Outcome & { readonly uses?: number } {
    const change = this.#change;
    if (!change) return refused("No ongoing transaction! !");
    const { path, chain, key } = change;
    if (path !== name)
      return refused(`The ongoing transaction is about '${path}' but you are trying to commit '${name}'`);
    const made = makeCertificate(path, chain, key);
    if (made === "mismatch")
      return refused(`inconsistencies between private key and certificate loaded '${path}'.`);
    if (typeof made === "string")
      return refused("The transaction must contain at least a certificate and a private key!");
    const trouble = testContext(made);
    if (trouble !== undefined) return refused(trouble);
    this.#stored.set(path, made);
    this.#change = undefined;
    this.#refresh(({ entries }) => entries.some((entry) => entry.path === path));
    return { kind: "done", uses: this.#uses(path) };
  }

  abort(): void {
    this.#change = undefined;
  }

  remove(name: string): Outcome {
    if (!this.#stored.has(name)) return refused(`certificate '${name}' doesn't exist!`);
    if (this.#uses(name) > 0) return refused(`certificate '${name}' in use, can't be deleted!`);
    this.#stored.delete(name);
    return done;
  }

  get lists(): readonly string[] {
    return [...this.#lists.keys()].sort();
  }

  list(file: string): readonly ListedCertificate[] | undefined {
    return this.#lists.get(file);
  }

  listAdd(file: string, path: string, filters: readonly string[]): Outcome {
    const lines = this.#lists.get(file);
    if (!lines) return refused(`crt-list '${file}' does not exist!`);
    if (!this.#stored.has(path)) return refused(`certificate '${path}' does not exist!`);
    if (!this.#stored.get(path)) return refused(`certificate '${path}' is empty!`);
    const line = { line: (lines.at(-1)?.line ?? 0) + 1, path, filters };
    lines.push(line);
    this.#changeList(file, (entries) => [...entries, entryOf(file, line)]);
    return done;
  }

  listRemove(file: string, line: number): void {
    const lines = this.#lists.get(file) ?? [];
    this.#lists.set(
      file,
      lines.filter((one) => one.line !== line),
    );
    this.#changeList(file, (entries) =>
      entries.filter(({ listed }) => listed?.file !== file || listed.line !== line),
    );
  }

  #changeList(file: string, change: (entries: readonly Entry[]) => readonly Entry[]): void {
    const isMeant = ({ bind }: Place): boolean => bind.lists?.some((list) => list.file === file) ?? false;
    for (const place of this.#places) if (isMeant(place)) place.entries = change(place.entries);
    this.#refresh(isMeant);
  }

  authorities(): ReadonlyMap<string, readonly CertificateFacts[]> {
    const files = this.#places.flatMap(({ bind }) => (bind.clients ? [bind.clients.authorities] : []));
    return new Map([...new Set(files)].sort().map((file) => [file, readAuthorities(file)]));
  }
}

function refused(reason: string): Outcome & { readonly kind: "refused" } {
  return { kind: "refused", reason };
}

function areSound(certificates: readonly string[]): boolean {
  try {
    describeCertificate(certificates);
    return true;
  } catch {
    return false;
  }
}

function entryOf(file: string, { path, line, filters }: ListedCertificate): Entry {
  const listed = { file, line };
  if (filters.length === 0) return { path, listed };
  const names = filters.filter((name) => !name.startsWith("!"));
  const except = filters.filter((name) => name.startsWith("!")).map((name) => name.slice(1));
  return { path, listed, filter: { path, names, except } };
}
