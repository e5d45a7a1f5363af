/** Conditions, one a line; those in capitals are predefined. */
export const conditions: readonly string[] = `path /a
path_beg /
path_dir a
path_dir /a/
path_dir b/c
path_dir /
path_dir zz
path_dom a
path_dom png
path_dom b.c
path_end .png
path_end /
path_sub b/
path_len 1
path_len 2:6
path_len gt 6
path -m str -i /A
path -m len 2
path,lower /a
path,field(2,/) a
path,field(-1,/) c.png
path,field(3,/) b
path,field(4,/) -m found
path,field(1,/) -m found
path,field(9,/) -m found
path,field(-9,/) -m found
path,length 2
path,upper -m beg /A
url_beg http
url_dom example
url_end 1
url_dir a
query -m found
query a=1
query -m sub b
query -m len 0
base -m found
base_beg h
base_dom -i example.com
base_dom com:8080
base_dir a
base_end png
url_param(a) 1
url_param(a) 2
urlp(b) -m found
urlp(c) -m found
urlp(c) -m len 0
urlp(d) x
urlp -m found
urlp(x) y
urlp_len(a) 1
urlp_beg(a) 1
hdr(x-l) one
hdr(x-l) two
hdr(x-l) zz
hdr(x-l) -m len 0
hdr(x-l,1) one
hdr(x-l,2) two
hdr(x-l,-1) two
hdr(x-l,-2) one
hdr(x-l,5) -m found
hdr_cnt(x-l) 0
hdr_cnt(x-l) 1
hdr_cnt(x-l) 2
hdr_cnt(x-l) 3
hdr_cnt(x-l) gt 3
req.fhdr(x-l) -m sub ,
req.fhdr_cnt(x-l) 1
req.fhdr_cnt(x-l) 2
hdr(host) -i h.example.com
hdr_dom(host) -i example.com
hdr_dom(host) example
hdr_dom(host) com
hdr_dom(host) 8080
hdr_beg(host) -i h.
hdr_end(host) 80
hdr_len(host) gt 10
hdr_reg(host) ^h
hdr_reg(host) -i ^H\\.
hdr_sub(host) ex
hdr_dir(x-d) b
hdr_ip(x-ip) 10.0.0.0/8
hdr_ip(x-ip) 192.168.1.1
hdr_ip(x-ip) ::1
hdr_ip(x-ip,-1) 10.0.0.0/8
hdr_ip(x-ip) 2001:db8::/32
hdr_val(x-n) 5
hdr_val(x-n) gt 5
hdr_val(x-n) 0
hdr_val(x-n) lt 0
hdr_val(content-length) ge 0
req.cook(a) 1
req.cook(a) 3
cook(b) 2
cook(b) zz
cook(b) -m found
cook(c) -m found
cook(q) -m found
cook(q) x
cook(e) -m len 0
cook_beg(a) 1
cook_sub(b) 2
req.cook_cnt(a) 0
req.cook_cnt(a) 1
req.cook_cnt(a) 2
method GET
method get
method POST OPTIONS
METH_GET
METH_POST
HTTP_1.0
HTTP_1.1
HTTP_URL_ABS
HTTP_URL_SLASH
HTTP_URL_STAR
HTTP_CONTENT
HTTP
LOCALHOST
src 127.0.0.1
src 127.0.0.0/8 ::1
src 127
src 127.1
src ::ffff:127.0.0.1
src -m beg 127.
src -m str 127.0.0.1
src_port gt 1023
dst_port 18080
dst_port 1:70000
dst_port lt 5
dst 127.0.0.1
ssl_fc
ssl_fc -m int 0
ssl_fc -m str 0
nbsrv(b) 1
nbsrv(b) gt 1
srv_is_up(b/s1)
srv_is_up(b/s2)
always_true -m int 1
always_true -m str 1
str(abc) abc
str(abc),length 3
int(7) 7
int(7) -m str 7
int(7) -m beg 7
dst_port -m str 18080
path -m int 5
hdr(x-n) -m int 0
path -m int 0
hdr(x-b) -m int 1
hdr(x-l) -m len 3
hdr_val(x-none) 0
hdr(x-none) -m int 0
hdr(x-n) -m int 5
hdr(x-n) -m int gt 4
hdr(x-b) -m bool
path_reg ^/a/[bc]
path_reg -i PNG$
path_reg ^/(a|b)$
url_reg \\?a=[0-9]
req.ver 1.1
req.ver 1.0
path -m found
hdr(nope) -m found
hdr(x-empty) -m found
hdr(x-empty) -m len 0
hdr(x-empty) zz
req.fhdr(x-empty) -m found
hdr(user-agent) -m beg Moz
hdr(x-q) a
hdr(x-q) "\\"a,b\\""
hdr(x-q) c
hdr_cnt(x-q) 2`.split("\n");

/** Requests that meet each of them, without the end of their heads; a body follows where a length asks for one. */
export const conditionRequests: readonly string[] = [
  "GET / HTTP/1.1\r\nHost: h\r\n",
  "GET /a HTTP/1.1\r\nHost: H.example.com\r\n",
  "GET /a/b/c.png?a=1&b=2;c=3 HTTP/1.1\r\nHost: h.example.com:80\r\nX-L: one, two\r\nCookie: a=1; b=2\r\n",
  "GET /a/b/?a=1&a=2&c&d=x&=y HTTP/1.1\r\nHost: www.example.com:8080\r\nX-L: one,,two\r\nCookie: a=1;b = 2 ;c\r\nCookie: a=3\r\n",
  "GET //a//b HTTP/1.1\r\nHost: example.com\r\nX-L: \r\nX-Empty:\r\nCookie: b=\r\n",
  "POST /A HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nX-N: 5\r\nX-IP: 10.1.2.3\r\n",
  "POST /x?a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nX-N: 6, 5\r\nX-IP: 192.168.1.1, 10.0.0.1\r\n",
  'GET /x?a= HTTP/1.1\r\nHost: h\r\nX-N: -1\r\nX-IP: ::1\r\nX-Q: a, "a,b", c\r\n',
  'GET /x?a=1;a=2&b HTTP/1.1\r\nHost: h\r\nX-N: 5x\r\nX-IP: 2001:db8::9\r\nX-Q: "a,b",c\r\n',
  "GET http://h.example.com/a/b.png?a=1 HTTP/1.1\r\nHost: h.example.com\r\nX-N: abc\r\n",
  "OPTIONS * HTTP/1.1\r\nHost: h\r\n",
  "GET /a/b HTTP/1.0\r\n",
  "GET /a? HTTP/1.1\r\nHost: h\r\nUser-Agent: Mozilla/5.0 (X11, Linux)\r\nX-D: a/b/c\r\nX-B: 1\r\n",
  'GET /b/c/b.c HTTP/1.1\r\nHost: a.b.c\r\nCookie: q="x"; e=; a=1, a=3\r\nX-D: b\r\nX-B: true\r\n',
  "GET /b.png/ HTTP/1.1\r\nHost: example.com.:8080\r\nCookie: a=10;a=1\r\nX-L: one\r\nX-L: two\r\n",
  "GET /ab/xa HTTP/1.1\r\nHost: h\r\nX-L: one , two ,\r\nX-N: 05\r\nX-IP: 10.0.0.1x\r\n",
  "GET /a?x=y&urlp=z?a=2 HTTP/1.1\r\nHost: h\r\n",
];
