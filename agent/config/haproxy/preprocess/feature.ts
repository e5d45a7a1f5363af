/** `feature(NAME)`: what `haproxy -vv` of the original lists with a plus, and what is here too [T]. */
export const features: ReadonlySet<string> = new Set([
  "ACCEPT4",
  "CRYPT_H",
  "EPOLL",
  "GETADDRINFO",
  "LIBCRYPT",
  "LINUX_TPROXY",
  "OPENSSL",
  "POLL",
  "PRCTL",
  "PROMEX",
  "SLZ",
  "SYSTEMD",
  "TFO",
  "TPROXY",
]);
