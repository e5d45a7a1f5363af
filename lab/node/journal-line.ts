/** RFC 3164 §4.1: priority, time and, from some, a host name; then tag and message. */
const form =
  /^(?:<\d{1,3}>)?(?:(?<stamp>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) )?(?:localhost )?(?<rest>[\s\S]*)$/;

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * A datagram of syslog(3) as a line of `/var/log/syslog`: `Nov 21 07:53:06 lb1 Keepalived_vrrp[42]: message`.
 * One datagram is one line: line ends inside become `#012`, as rsyslog writes them.
 * @param now the time for those that bring none, local
 */
export function journalLine(datagram: Uint8Array, host: string, now: Date): string {
  const text = new TextDecoder().decode(datagram).replace(/[\0\n]+$/, "");
  const { stamp = stampOf(now), rest = "" } = form.exec(text)?.groups ?? {};
  return `${stamp} ${host} ${rest.replaceAll("\n", "#012")}`;
}

function stampOf(now: Date): string {
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${months[now.getMonth()]} ${String(now.getDate()).padStart(2)} ${time.join(":")}`;
}
