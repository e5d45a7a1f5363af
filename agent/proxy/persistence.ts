import { evaluate } from "../acl/condition.ts";
import type { RequestView } from "../acl/view.ts";
import { nobody } from "../balance/algorithm.ts";
import type { CookieSettings, PersistSettings } from "../config/haproxy/cookie-config.ts";
import { type Header, type RequestHead, type ResponseHead, trimBlanks } from "../http/head.ts";
import type { BackendState } from "./backend-state.ts";
import { isCacheable } from "./cacheable.ts";
import { cookiesIn, withoutCookie, withoutPrefix } from "./cookie-text.ts";
import { type CookieValue, decodeCookie, encodeDate } from "./cookie-value.ts";
import { dynamicCookie } from "./dynamic-cookie.ts";
import { Stickiness } from "./stickiness.ts";

/**
 * What the log says of the client's cookie: none, invalid, valid, of a server that is down, expired (not seen for too
 * long), old (seen first too long ago), unused (another rule decided).
 */
type Came = "N" | "I" | "V" | "D" | "E" | "O" | "U";

/** Keeps the client of one request at its server: which one that is, and what both sides see of the cookie. */
export class Persistence {
  readonly #settings: PersistSettings;
  readonly #backend: BackendState;
  readonly #view: RequestView;
  readonly #ignored: boolean;
  /** To a server that is down, too, and nowhere else. */
  readonly forced: boolean;
  /** The server that the client is bound to. */
  readonly server: number;
  /** Tables that know servers; undefined: none is asked. */
  readonly stickiness: Stickiness | undefined;
  #came: Came = "N";
  #went = "N";
  #value: CookieValue | undefined;

  constructor(settings: PersistSettings, backend: BackendState, view: RequestView) {
    this.#settings = settings;
    this.#backend = backend;
    this.#view = view;
    // The first rule that applies counts.
    const kind = settings.rules.find(({ condition }) => evaluate(condition, view))?.kind;
    this.forced = kind === "force";
    this.#ignored = kind === "ignore";
    this.stickiness = settings.stick && new Stickiness(settings.stick, backend, view);
    const server = this.#find();
    const told = this.stickiness?.ask(server !== nobody, (at) => this.#takes(at)) ?? nobody;
    this.server = server === nobody ? told : server;
  }

  /** The two letters of the log. */
  get letters(): string {
    const { cookie } = this.#settings;
    return cookie && (cookie.mode !== "watch" || cookie.indirect) ? this.#came + this.#went : "--";
  }

  #find(): number {
    const { cookie, useServer } = this.#settings;
    const value = cookie && this.#view.head && cookieOf(this.#view.head, cookie);
    const rule = this.#ignored
      ? undefined
      : useServer.find(({ server, condition }) => {
          return this.#takes(this.#backend.indexOf(server)) && evaluate(condition, this.#view);
        });
    const chosen = rule ? this.#backend.indexOf(rule.server) : nobody;
    if (value === undefined) return chosen;
    this.#value = cookie?.mode === "prefix" ? { server: value } : decodeCookie(value);
    if (chosen !== nobody || this.#ignored) {
      this.#came = "U";
      return chosen;
    }
    return cookie ? this.#fromCookie(cookie, this.#value) : nobody;
  }

  #fromCookie(cookie: CookieSettings, { server, lastSeconds, firstSeconds }: CookieValue): number {
    const now = this.#nowSeconds();
    const { maxIdleSeconds: idle, maxLifeSeconds: life } = cookie;
    if (life !== undefined && firstSeconds !== undefined && now - firstSeconds > life) this.#came = "O";
    else if (idle !== undefined && lastSeconds !== undefined && now - lastSeconds > idle) this.#came = "E";
    else {
      const { servers } = this.#backend.config;
      const same = [...servers.keys()].filter((at) => this.#nameOf(at) === server);
      const found = same.find((at) => this.#takes(at)) ?? nobody;
      const up = found !== nobody && this.#backend.pool.mayKeep(found);
      this.#came = up ? "V" : same.length > 0 ? "D" : "I";
      return found;
    }
    return nobody;
  }

  /** What the cookie calls a server. */
  #nameOf(at: number): string | undefined {
    const server = this.#backend.config.servers[at];
    const { dynamicKey } = this.#settings;
    return (
      server && (server.cookie ?? (dynamicKey === undefined ? undefined : dynamicCookie(server, dynamicKey)))
    );
  }

  #takes(server: number): boolean {
    if (server === nobody) return false;
    return this.#settings.always || this.forced || this.#backend.pool.mayKeep(server);
  }

  #nowSeconds(): number {
    return Math.floor((this.#view.world?.dateMs() ?? 0) / 1000);
  }

  /** What the server sees: not our cookie, or only what is the server's in it. */
  request(head: RequestHead): RequestHead {
    const { cookie } = this.#settings;
    if (!cookie) return head;
    const hides = cookie.mode === "insert" && cookie.indirect;
    if (!hides && cookie.mode !== "prefix") return head;
    const headers = head.headers.flatMap((header) => {
      if (header.name !== "cookie") return [header];
      const kept = hides
        ? withoutCookie(header.value, cookie.name)
        : withoutPrefix(header.value, cookie.name);
      return kept === header.value ? [header] : kept === "" ? [] : [{ name: header.name, value: kept }];
    });
    return { ...head, headers };
  }

  /** What the client sees; `direct`: its cookie has led to this server. */
  response(head: ResponseHead, server: number, direct: boolean): ResponseHead {
    const { cookie } = this.#settings;
    if (!cookie) return head;
    let headers = head.headers.flatMap((header) => this.#passed(header, cookie, server, direct));
    if (this.#sets(cookie, direct)) {
      const known = this.#nameOf(server);
      headers = [...headers, { name: "set-cookie", value: this.#cookieFor(cookie, known) }];
      if (cookie.noCache && isCacheable(head)) headers.push({ name: "cache-control", value: "private" });
      this.#went = known !== undefined && direct ? "U" : "I";
    }
    return { ...head, headers };
  }

  /** A cookie that the server sets. */
  #passed(header: Header, cookie: CookieSettings, server: number, direct: boolean): readonly Header[] {
    if (header.name !== "set-cookie") return [header];
    const [, before = "", value = "", after = ""] = /^(\s*[^=;]*=)([^;]*)(.*)$/s.exec(header.value) ?? [];
    if (trimBlanks(before.slice(0, -1)) !== cookie.name) return [header];
    this.#went = "P";
    if (cookie.preserve) return [header];
    const own = this.#nameOf(server);
    if (cookie.mode === "insert" || (direct && cookie.indirect)) {
      this.#went = "D";
      return [];
    }
    if (own === undefined || cookie.mode === "watch") return [header];
    this.#went = "R";
    const written = cookie.mode === "prefix" ? `${own}~${value}` : own;
    return [{ name: header.name, value: `${before}${written}${after}` }];
  }

  #sets(cookie: CookieSettings, direct: boolean): boolean {
    if (cookie.mode !== "insert" || this.#ignored) return false;
    if (cookie.preserve && this.#went === "P") return false;
    if (cookie.postOnly && this.#view.head?.method !== "POST") return false;
    const { lastSeconds, firstSeconds } = this.#value ?? {};
    const dated = cookie.maxIdleSeconds !== undefined || lastSeconds !== undefined;
    const stale = dated && (lastSeconds === undefined || lastSeconds < this.#nowSeconds());
    const life = cookie.maxLifeSeconds !== undefined;
    return !direct || stale || life !== (firstSeconds !== undefined);
  }

  /** A server without a value of its own makes the client forget. */
  #cookieFor(cookie: CookieSettings, known: string | undefined): string {
    const parts = [
      known === undefined
        ? `${cookie.name}=; Expires=Thu, 01-Jan-1970 00:00:01 GMT; path=/`
        : `${cookie.name}=${known}${this.#dates(cookie)}; path=/`,
      ...(cookie.domains.length > 0 ? [`domain=${cookie.domains.join("; domain=")}`] : []),
      ...(cookie.httpOnly ? ["HttpOnly"] : []),
      ...(cookie.secure ? ["Secure"] : []),
      ...cookie.attributes,
    ];
    return parts.join("; ");
  }

  #dates({ maxIdleSeconds, maxLifeSeconds }: CookieSettings): string {
    if (maxIdleSeconds === undefined && maxLifeSeconds === undefined) return "";
    const now = this.#nowSeconds() + 3;
    const first = maxLifeSeconds === undefined ? "" : `|${encodeDate(this.#value?.firstSeconds ?? now)}`;
    return `|${encodeDate(now)}${first}`;
  }
}

/** What names the server in the request's cookie. */
function cookieOf(head: RequestHead, { name, mode }: CookieSettings): string | undefined {
  for (const header of head.headers) {
    if (header.name !== "cookie") continue;
    const found = cookiesIn(header.value).find((cookie) => cookie.name === name);
    if (found) return mode === "prefix" ? found.value.split("~", 1)[0] : found.value;
  }
  return undefined;
}
