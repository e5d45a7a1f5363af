/**
 * Which of several entries serves a host name (SNI, RFC 6066 §3): the exact name first, then the wildcard in
 * place of its first label. The first entry that names a host keeps it.
 */
export class NameTable<Entry> {
  readonly #byName = new Map<string, Entry>();

  constructor(entries: readonly { readonly names: readonly string[]; readonly entry: Entry }[]) {
    for (const { names, entry } of entries) {
      for (const name of names) {
        const key = name.toLowerCase();
        if (!this.#byName.has(key)) this.#byName.set(key, entry);
      }
    }
  }

  find(host: string): Entry | undefined {
    const name = host.toLowerCase();
    const dot = name.indexOf(".");
    return this.#byName.get(name) ?? (dot < 0 ? undefined : this.#byName.get(`*${name.slice(dot)}`));
  }
}
