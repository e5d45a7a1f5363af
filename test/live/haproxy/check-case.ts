/** How a server is checked, and how it behaves; bytes as ISO 8859-1. */
export interface CheckCase {
  readonly lines: readonly string[];
  /** What it says first. */
  readonly greet?: string;
  /** What it answers to the first, the second … that it is told. */
  readonly replies?: readonly string[];
  /** It ends its side behind the last of these. */
  readonly ends?: true;
  /** Nobody listens. */
  readonly refuses?: true;
  /** Words of the server's line. */
  readonly words?: string;
}

type Rest = Omit<CheckCase, "lines">;

function tcp(lines: readonly string[], rest: Rest): CheckCase {
  return { lines: ["option tcp-check", ...lines.map((line) => `tcp-check ${line}`)], ...rest };
}

const ok = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nx-a: b, c\r\n\r\nhello";

function http(lines: readonly string[], rest: Rest = {}): CheckCase {
  const all = ["option httpchk GET /a", ...lines.map((line) => `http-check ${line}`)];
  return { lines: all, replies: [ok, ok], ...rest };
}

function option(line: string, rest: Rest = {}): CheckCase {
  return { lines: [`option ${line}`], ...rest };
}

function hex(text: string): string {
  return Buffer.from(text, "hex").toString("latin1");
}

const greets: Rest = { greet: "220 hi\r\n" };
const leaves: Rest = { greet: "220 hi\r\n", ends: true };
/** A packet of MySQL: its length, its number, then what it says. */
function packet(number: number, payload: string): string {
  return `${String.fromCharCode(payload.length, 0, 0, number)}${payload}`;
}

const mysqlHello = packet(0, "\x0a5.7.1\0\x01\0\0\0\0");
const mysqlOk = packet(2, "\0\0\0\x02\0\0\0");
const mysqlDenied = packet(2, "\xff\x15\x04#28000Access denied");

/** What both programs are to say the same of. */
export const checkCases: readonly CheckCase[] = [
  tcp([], { refuses: true }),
  tcp(["connect"], greets),
  tcp(["send x"], { ends: true, replies: ["x"] }),
  tcp(["comment only"], greets),
  tcp(["expect min-recv 20 string 220"], greets),
  tcp(["expect min-recv 20 string 220"], leaves),
  tcp(["expect min-recv 2 string 999"], greets),
  tcp(["expect min-recv 4 ! rstring 999"], greets),
  tcp(["expect ok-status L6OK string 220"], greets),
  tcp(["expect ok-status L7OKC string 220"], greets),
  tcp(["expect error-status L7STS string 999"], leaves),
  tcp(["expect error-status L7OKC string 999"], leaves),
  tcp(["expect tout-status L4TOUT string 999"], greets),
  tcp(['expect on-success "got %[res.payload(0,3)]" string 220'], greets),
  tcp(['expect on-error "bad %[res.payload(0,0),cut_crlf]" string 999'], leaves),
  tcp(["expect status-code res.payload(0,3) string 220"], greets),
  tcp(["expect comment C on-error X string 999"], leaves),
  tcp(["expect ! rbinary 3232"], leaves),
  tcp(["expect rbinary 9999"], greets),
  tcp(["set-var(check.x) str(221)", "expect string-lf %[var(check.x)]"], leaves),
  tcp(["expect binary-lf 3232%[str(30)]"], greets),
  tcp(["expect binary-lf zz"], leaves),
  tcp(['send-lf "GET /%[str(x)]\\r\\n"', "expect string zz"], { replies: ["zz"] }),
  tcp(["send-binary-lf 41%[str(42)]", "expect string zz"], { replies: ["zz"] }),
  tcp(["comment first", "connect", "comment second", "expect string 999"], leaves),
  tcp(["comment first", "connect"], { refuses: true }),
  tcp(["connect port 9 comment here"], {}),
  tcp(["connect", "expect string 220", "connect port 9"], greets),
  tcp(["connect send-proxy", "send x", "expect string zz"], { replies: ["zz", "zz"] }),
  tcp(["expect string 220"], { ...greets, words: "check-send-proxy" }),
  tcp(["connect default", "expect string 220"], { ...greets, words: "check-send-proxy" }),
  tcp(["connect", "expect string 220"], { ...greets, words: "check-send-proxy" }),
  http([]),
  http(["send ver HTTP/1.1 hdr Host x.org"]),
  http(["send meth POST uri /p body hello"]),
  http(["send uri-lf /%[str(x)] hdr X-A %[str(y)]", "expect status 200"]),
  http(["send ver HTTP/1.1 hdr content-length 7 hdr Transfer-Encoding chunked hdr X 1"]),
  http(["connect", "send uri /1", "expect string hello", "connect", "send uri /2", "expect status 503"]),
  http(["expect string nope"]),
  http(["expect min-recv 100 string hello"]),
  http(['expect on-success "all %[status]" status 200']),
  http(['expect on-error "bad %[status] %[res.hdr(x-a)]" status 404']),
  http(["expect ok-status L7OKC status 200"]),
  http(["expect error-status L6RSP string nope"]),
  http(["expect status-code int(17) status 404"]),
  http(["comment why", "expect status 404"]),
  http(["expect comment why string nope"], { replies: [] }),
  http(["connect comment cc"], { refuses: true }),
  http(["set-var(check.v) str(hello)", "expect string-lf %[var(check.v)]"]),
  http(["expect hdr name-lf x-%[str(a)] value-lf %[str(z)]"]),
  http(["connect send-proxy"]),
  http(["disable-on-404"], { replies: ["HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n"] }),
  http([], { replies: ["garbage\r\n"] }),
  http([], { replies: ["HTTP/1.1 200 OK\r\nbad header\r\n\r\n"] }),
  http(["expect string hello"], { replies: ["HTTP/1.1 200 OK\r\n\r\n"], ends: true }),
  option("mysql-check", { greet: mysqlHello }),
  option("mysql-check user bob", { greet: mysqlHello, replies: [mysqlOk] }),
  option("mysql-check user bob pre-41", { greet: mysqlHello, replies: [mysqlDenied] }),
  option("mysql-check user bob", { greet: mysqlHello, ends: true }),
  option("redis-check", { replies: ["+PONG\r\n"] }),
  option("redis-check", { replies: ["-ERR nope\r\n"], ends: true }),
  option("redis-check", { refuses: true }),
  option("pgsql-check user bob", { replies: [hex("520000000800000000")] }),
  option("pgsql-check user bob", { replies: ["E\0\0\0\x20SFATAL\0C28000\0Mno role\0\0"] }),
  option("pgsql-check user bob", { replies: ["R"], ends: true }),
  option("ldap-check", { replies: [hex("300c02010161070a010004000400")] }),
  option("ldap-check", { replies: [hex("300c02010161070a013104000400")] }),
  option("ldap-check", { replies: ["250 ok something"] }),
  option("smtpchk", { greet: "220 a\r\n", replies: ["250 ok\r\n", "221 bye\r\n"] }),
  option("smtpchk EHLO x.org", { greet: "220 a\r\n", replies: ["250 ok\r\n", "421 no\r\n"] }),
  option("smtpchk", { greet: "421 busy\r\n" }),
  option("ssl-hello-chk", { replies: [hex("160300000200")] }),
  option("ssl-hello-chk", { replies: ["hello"], ends: true }),
  option("ssl-hello-chk", { replies: [hex("1603")] }),
  { lines: ["option external-check", "external-check command /bin/true"] },
  { lines: ["option external-check", "external-check command /bin/false"] },
  { lines: ["option external-check", "external-check command /nowhere"] },
];
