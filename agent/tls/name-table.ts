interface Named<Entry> {
  readonly names: readonly string[];
  /** Not for these, though a name would fit. */
  readonly except?: readonly string[];
  readonly entry: Entry;
}

/**
 * Which of several entries serves a host name (SNI, RFC 6066 §3): the exact name first, then the wildcard in
 * place of its first label. The first entry that names a host keeps it.
 */
export class NameTable<Entry> {
  readonly #byName = new Map<string, Named<Entry>>();

  constructor(entries: readonly Named<Entry>[]) {
    for (const named of entries) {
      for (const name of named.names) {
        const key = name.toLowerCase();
        if (!this.#byName.has(key)) this.#byName.set(key, named);
      }
    }
  }

  find(host: string): Entry | undefined {
    const name = host.toLowerCase();
    const dot = name.indexOf(".");
    const wildcard = dot < 0 ? undefined : this.#byName.get(`*${name.slice(dot)}`);
    const found = this.#byName.get(name) ?? wildcard;
    return found?.except?.includes(name) ? undefined : found?.entry;
  }
}
