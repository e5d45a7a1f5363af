/**
 * Words that HAProxy 2.6 honours and bascule does not (yet): a daemon that met one of them must refuse, and a
 * slip of the hand is compared with them too. Taken from `haproxy -dK` and from the configuration manual.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

export const knownSections = words(
  "peers userlist mailers resolvers cache program http-errors ring log-forward fcgi-app crt-list",
);

export const knownGlobal =
  words(`51degrees-data-file busy-polling ca-base close-spread-time cluster-secret cpu-map
  crt-base default-path description deviceatlas-json-file expose-experimental-directives external-check fd-hard-limit
  gid grace h1-accept-payload-with-any-method h1-case-adjust h1-case-adjust-file hard-stop-after hash-seed
  httpclient.resolvers.id httpclient.resolvers.prefer httpclient.ssl.ca-file httpclient.ssl.verify insecure-fork-wanted
  insecure-setuid-wanted issuers-chain-path localpeer log-send-hostname log-tag lua-load lua-load-per-thread
  lua-prepend-path master-worker max-spread-checks maxcompcpuusage maxcomprate maxconnrate maxpipes maxsessrate
  maxsslconn maxsslrate maxzlibmem mworker-max-reloads nbproc nbthread no-memory-trimming node noepoll noevports
  nogetaddrinfo nokqueue nopoll noreuseport nosplice numa-cpu-mapping pidfile pp2-never-send-local presetenv
  profiling.tasks quiet resetenv server-state-base server-state-file set-dumpable set-var set-var-fmt setenv
  spread-checks ssl-default-bind-ciphers ssl-default-bind-ciphersuites ssl-default-bind-curves ssl-default-bind-options
  ssl-default-server-ciphers ssl-default-server-ciphersuites ssl-default-server-options ssl-dh-param-file ssl-engine
  ssl-load-extra-del-ext ssl-load-extra-files ssl-mode-async ssl-server-verify ssl-skip-self-issued-ca stats
  strict-limits thread-group thread-groups ulimit-n unix-bind unsetenv wurfl-data-file zero-warning`);

export const knownProxy =
  words(`acl backlog capture clitcpka-cnt clitcpka-idle clitcpka-intvl compression cookie
  declare description disabled dispatch email-alert enabled errorfiles errorloc errorloc302 errorloc303 external-check
  filter force-persist fullconn guid hash-balance-factor hash-type http-after-response http-error http-request
  http-response http-reuse http-send-name-header id ignore-persist load-server-state-from-file log-format
  log-format-sd log-tag max-keep-alive-queue max-session-srv-conns monitor monitor-uri monitor-net option persist
  rate-limit redirect retry-on server-state-file-name server-template source srvtcpka-cnt srvtcpka-idle
  srvtcpka-intvl stats stick stick-table tcp-check tcp-request tcp-response transparent unique-id-format
  unique-id-header use-fcgi-app use-server use_backend`);

export const knownOptions =
  words(`abortonclose accept-invalid-http-request accept-invalid-http-response checkcache
  clitcpka contstats disable-h2-upgrade dontlog-normal external-check h1-case-adjust-bogus-client
  h1-case-adjust-bogus-server http-buffer-request http-ignore-probes http-no-delay http-pretend-keepalive
  http-restrict-req-hdr-names http-use-proxy-header http_proxy idle-close-on-response independent-streams ldap-check
  log-health-checks log-separate-errors logasap mysql-check nolinger originalto persist pgsql-check prefer-last-server
  redis-check smtpchk socket-stats spop-check splice-auto splice-request splice-response srvtcpka ssl-hello-chk
  tcp-check tcp-smart-accept tcp-smart-connect tcpka transparent`);

/** Server words that take no value; the others take one. */
export const knownServerFlags =
  words(`agent-check allow-0rtt check-send-proxy check-ssl check-via-socks4 disabled
  force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13 no-agent-check no-check-send-proxy no-check-ssl
  no-send-proxy no-send-proxy-v2 no-send-proxy-v2-ssl no-send-proxy-v2-ssl-cn no-ssl no-ssl-reuse no-sslv3 no-tfo
  no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 no-verifyhost non-stick send-proxy send-proxy-v2
  send-proxy-v2-ssl send-proxy-v2-ssl-cn ssl ssl-reuse stick tfo tls-tickets`);

export const knownServerWords =
  words(`addr agent-addr agent-inter agent-port agent-send alpn ca-file check-alpn
  check-proto check-sni ciphers ciphersuites cookie crl-file crt downinter error-limit fastinter id init-addr log-proto
  max-reuse maxqueue minconn namespace npn observe on-error on-marked-down on-marked-up pool-low-conn pool-max-conn
  pool-purge-delay proto proxy-v2-options redir resolve-net resolve-opts resolve-prefer resolvers slowstart sni socks4
  source ssl-max-ver ssl-min-ver tcp-ut track usesrc verify verifyhost ws`);

/** `bind` words: those without a value. */
export const knownBindFlags =
  words(`accept-proxy allow-0rtt defer-accept force-sslv3 force-tlsv10 force-tlsv11
  force-tlsv12 force-tlsv13 generate-certificates no-ca-names no-sslv3 no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12
  no-tlsv13 prefer-client-ciphers quic-force-retry ssl strict-sni tfo transparent v4v6 v6only`);

export const knownBindWords = words(`accept-netscaler-cip alpn backlog ca-file ca-ignore-err ca-sign-file
  ca-sign-pass ca-verify-file ciphers ciphersuites crl-file crt crt-ignore-err crt-list curves ecdhe expose-fd gid
  group id interface level maxconn mode mss name namespace nice npn process proto severity-output shards ssl-max-ver
  ssl-min-ver tcp-ut thread tls-ticket-keys uid user verify`);

/** Conditional blocks and messages: lines that begin with a dot. */
export const knownDirectives = words(".if .elif .else .endif .diag .notice .warning .alert");
