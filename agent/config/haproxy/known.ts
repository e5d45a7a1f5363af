import { refusals } from "./refusal.ts";

/**
 * Words that HAProxy 2.6 honours and bascule does not (yet): a daemon that met one of them must refuse, and a
 * slip of the hand is compared with them too. Taken from `haproxy -dK` and from the configuration manual.
 * `refusal.ts` has the reasons; a word that becomes a row of its table leaves this file.
 */

export const knownSections = refusals({
  later: `cache ring log-forward`,
  fastCgi: `fcgi-app`,
  programs: `program`,
});

export const knownGlobal = refusals({
  later: `
    close-spread-time h1-accept-payload-with-any-method issuers-chain-path
    max-spread-checks maxconnrate maxsessrate maxsslconn maxsslrate mworker-max-reloads
    pp2-never-send-local set-var set-var-fmt
    ssl-dh-param-file ssl-load-extra-del-ext ssl-load-extra-files tune.fd.edge-triggered
    tune.http.cookielen tune.http.logurilen
    tune.ssl.capture-cipherlist-size `,
  lua: `
    lua-load lua-load-per-thread lua-prepend-path tune.lua.forced-yield tune.lua.maxmem
    tune.lua.service-timeout tune.lua.session-timeout tune.lua.task-timeout`,
  engine: `ssl-propquery ssl-provider ssl-provider-path`,
});

/** Words of the manual that Debian's HAProxy refuses, since it was built without. */
export const absentGlobal = refusals({
  quic: `
    tune.quic.conn-buf-limit tune.quic.frontend.conn-tx-buffers.limit
    tune.quic.frontend.max-idle-timeout tune.quic.frontend.max-streams-bidi tune.quic.max-frame-loss
    tune.quic.retry-threshold`,
  detection: `
    51degrees-cache-size 51degrees-data-file 51degrees-property-name-list 51degrees-property-separator
    deviceatlas-json-file deviceatlas-log-level deviceatlas-properties-cookie deviceatlas-separator
    wurfl-cache-size wurfl-data-file wurfl-information-list wurfl-information-list-separator`,
  engine: `ssl-engine`,
  zlib: `tune.zlib.memlevel tune.zlib.windowsize`,
});

export const knownProxy = refusals({
  later: `

    dispatch filter
    http-error
     max-keep-alive-queue
    persist rate-limit
     
    transparent`,
  fastCgi: `use-fcgi-app`,
});

export const knownOptions = refusals({
  later: `
    accept-invalid-http-request accept-invalid-http-response checkcache contstats
    disable-h2-upgrade
    http-restrict-req-hdr-names http-use-proxy-header http_proxy idle-close-on-response
    independent-streams logasap nolinger
     prefer-last-server socket-stats splice-auto
    splice-request splice-response tcp-smart-accept tcp-smart-connect
    transparent`,
  spoe: `spop-check`,
});

/** Server words that take no value; the others take one. */
export const knownServerFlags = refusals({
  later: `
    allow-0rtt check-via-socks4 no-send-proxy-v2-ssl no-send-proxy-v2-ssl-cn send-proxy-v2-ssl
    send-proxy-v2-ssl-cn`,
});

export const knownServerWords = refusals({
  later: `
    check-proto log-proto
    namespace npn proto proxy-v2-options
    socks4 tcp-ut usesrc ws`,
});

/** `bind` words: those without a value. */
export const knownBindFlags = refusals({
  later: `
    generate-certificates no-ca-names `,
  quic: `quic-force-retry`,
});

export const knownBindWords = refusals({
  later: `
    accept-netscaler-cip ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file
    crt-ignore-err maxconn namespace
    proto tls-ticket-keys `,
});
