# SPDX-License-Identifier: Apache-2.0
"""Requests byte for byte, as somebody writes them who knows where nginx, WSGI and ASGI servers and Django read
differently: request lines, headers that route or name somebody, and bodies that could be requests."""

# Lines that a strict reader refuses, and a lax one takes for GET /crates/ or for something else.
LINES = (
    "GET\t/crates/\tHTTP/1.1", "GET  /crates/  HTTP/1.1", " GET /crates/ HTTP/1.1", "GET /crates/ HTTP/1.1 ", "GET /crates/ http/1.1",
    "GET /crates/ HTTP/1.0", "GET /crates/", "GET /crates/ HTTP/0.9", "GET /crates/ HTTP/1.2", "GET /crates/ HTTP/2.0", "GET /crates/ HTTP/11",
    "get /crates/ HTTP/1.1", "Get /crates/ HTTP/1.1", "GET\0 /crates/ HTTP/1.1", "G\u00e9T /crates/ HTTP/1.1", "GETPOST /crates/ HTTP/1.1",
    "HEAD /crates/ HTTP/1.1", "OPTIONS * HTTP/1.1", "OPTIONS /crates/ HTTP/1.1", "TRACE /crates/ HTTP/1.1", "PROPFIND /crates/ HTTP/1.1",
    "CONNECT /crates/ HTTP/1.1", "CONNECT depot.example:443 HTTP/1.1", "CONNECT /crates/:443 HTTP/1.1", "PATCH /crates/ HTTP/1.1",
    "GET http://depot.example/crates/ HTTP/1.1", "GET HTTP://DEPOT.EXAMPLE/crates/ HTTP/1.1", "GET http://a:b@depot.example/crates/ HTTP/1.1",
    "GET http:///crates/ HTTP/1.1", "GET http:/crates/ HTTP/1.1", "GET http:crates/ HTTP/1.1", "GET https://depot.example/crates/ HTTP/1.1",
    "GET http://depot.example/open/../crates/ HTTP/1.1", "GET http://depot.example?/crates/ HTTP/1.1", "GET http://depot.example#/crates/ HTTP/1.1",
    "GET http://depot.example\\crates/ HTTP/1.1", "GET http://depot.example:80:80/crates/ HTTP/1.1", "GET http://[::1]/crates/ HTTP/1.1",
    "GET unix:/crates/ HTTP/1.1", "GET file:///crates/ HTTP/1.1", "GET //depot.example/crates/ HTTP/1.1", "GET ///crates/ HTTP/1.1",
    "GET crates/ HTTP/1.1", "GET ?/crates/ HTTP/1.1", "GET #/crates/ HTTP/1.1", "GET * HTTP/1.1", "GET /*/crates/ HTTP/1.1")

# What could become /crates/ or /crates/7/ on one side alone.
PATHS = (
    "/%63rates/", "/%43rates/", "/cr%61t%65s/", "/%63%72%61%74%65%73%2f", "/crates%2F7/", "/crates%2f7%2f", "/crates/%37/", "/crates/7%2f", "/%2563rates/",
    "/%25%36%33rates/", "/crates%252f7/", "/open/%2e%2e/crates/", "/open/%2e./crates/", "/open/.%2e/crates/", "/open/..%2fcrates/", "/open/%252e%252e/crates/",
    "/open/..;/crates/", "/open/;/../crates/", "/open/..%00/crates/", "/open/..%0d/crates/", "/open/..%5ccrates/", "/open/..\\crates/", "/open\\..\\crates/",
    "/crates;/", "/crates;v=1/", "/crates/;", "/crates/;jsessionid=1", "/crates/7;v=1.1/", "/crates/7/;/", "/crates./", "/crates/.", "/crates/..", "/crates/7.",
    "/crates/7/.", "/crates%20/", "/crates/%20", "/crates%09/", "/crates\t/", "/crates\x0b/", "/crates\x0c/", "/crates\x7f/", "/crates\x85/", "/crates\xa0/",
    "/crates%00/", "/crates/%00", "/crates\0/", "/crates/7%00/", "/crates/7\0/", "/crates/7%0a/", "/crates/7/%0a", "/crates/%0a", "/reports/2026/%0a",
    "/reports/2026%0a/", "/loose/word%0a", "/maybe%0a", "/maybe/%0a", "/maybe//", "/%c0%af/crates/", "/open/%c0%ae%c0%ae/crates/", "/open/%e0%80%ae/crates/",
    "/open/%f0%80%80%ae/crates/", "/crates%c0%af7/", "/crates%e0%80%af7/", "/crates%ef%bc%8f7/", "/crates%e2%88%95" "7/", "/crates/%ef%bc%97/",
    "/crates/%d9%a7/", "/reports/%d9%a2%d9%a0%d9%a2%d9%a6/", "/loose/%d9%a2", "/%ef%bd%83rates/", "/cr\u0430tes/", "/%u0063rates/", "/crates/%u0037/",
    "/crates/%", "/crates/%4", "/crates/%zz", "/crates/%%37/", "/crates/7/%23", "/crates/7/#", "/open/#/../crates/", "/open/%23/../crates/", "/open/?/../crates/",
    "/open/%3f/../crates/", "/open/%3f", "/crates/?%2f..%2fopen/", "/crates/7/?;/open/", "/crates/7/??", "/crates/7/?#/open/", "/crates&/", "/crates+/", "/open/+/",
    "/caf\u00e9/", "/caf%C3%A9/", "/cafe%CC%81/", "/caf%E9/", "/caf%c3%a9/", "/CAF%C3%89/", "/mount/inner/7/", "/mount%2finner/7/", "/mount//inner/7/",
    "/mount/./inner/7/", "/mount/inner/7", "/files/%2e", "/files/%2e%2e", "/files/..", "/files/a%2fb", "/files/a%5cb", "/files/a;b", "/files/a%3bb", "/files/a%20b",
    "/files/%20", "/files/%E2%80%AE", "/files/%ED%A0%80", "/files/%F4%90%80%80", "/files/%EF%BF%BF", "/tags/a%2db/", "/tags/a_b/", "/tags/%C3%A4/",
    "/a/b/../c/", "/a/b/%2e%2e/c/", "/a/c/", "/scoped/%2e%2e/open/", "/" + "a/" * 3000, "/crates/" + "7" * 5000 + "/", "/./crates/", "/.crates/", "/crates/-7/",
    "/crates/+7/", "/crates/7e0/", "/crates/0x7/", "/crates/7_0/", "/crates/ 7/", "/index.php/crates/", "/crates.json", "/crates/.json", "/crates/7.json")

# What a server, a framework or a proxy may take for the path, the method, the user or the host.
ROUTING = (
    "X-Original-URI", "X-Original-URL", "X-Rewrite-URL", "X-Rewrite-URI", "X-Forwarded-Uri", "X-Forwarded-URL", "X-Forwarded-Path", "X-Forwarded-Prefix",
    "X-Script-Name", "Script-Name", "Path-Info", "Request-URI", "X-Request-URI", "X-Envoy-Original-Path", "X-Accel-Redirect", "X-Accel-Internal", "Raw-URI",
    "REQUEST-LINE", "X-Proxy-URL", "Destination", "Base-Url", "X-Original-Path", "wsgi.url-scheme", "X-HTTP-Path-Override", "X-Host", "X-Forwarded-Host", "Forwarded")
METHODS = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-Method", "X-Forwarded-Method", "Request-Method", "X-Method", "_method")
NAMES = (
    "X-Postern-User", "X-Postern-Assertion", "X-Postern-Status", "Remote-User", "X-Remote-User", "Remote-Addr", "Auth-Type", "X-Forwarded-User", "X-User",
    "X-Auth-Request-User", "X-Forwarded-Email", "X-WebAuth-User", "Proxy-Authorization", "X-Authorization", "X-Forwarded-Authorization", "HTTP-Authorization",
    "HTTP_AUTHORIZATION", "Cookie", "X-Api-Key", "X-Client-Cert", "SSL-Client-Verify", "X-Forwarded-Proto", "X-Forwarded-For")

# Behind a request, what one reader takes for its body and another for a request.
INNER = "GET /crates/9/ HTTP/1.1\r\nHost: depot.example\r\nConnection: close\r\n\r\n"
BODIES = (
    ("Content-Length: 0", INNER), (f"Content-Length: {len(INNER)}", INNER), ("Transfer-Encoding: chunked", f"{len(INNER):x}\r\n{INNER}\r\n0\r\n\r\n"),
    ("Transfer-Encoding: chunked", "0\r\n\r\n" + INNER), ("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n" + INNER),
    ("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n" + INNER), ("Transfer-Encoding: xchunked\r\nContent-Length: 5", "0\r\n\r\n" + INNER),
    ("Transfer-Encoding : chunked\r\nContent-Length: 5", "0\r\n\r\n" + INNER), ("Transfer-Encoding:\tchunked", "0\r\n\r\n" + INNER),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n" + INNER), ("Transfer-Encoding: identity, chunked", "0\r\n\r\n" + INNER),
    ("Transfer-Encoding: chunked;q=1", "0\r\n\r\n" + INNER), ("Transfer_Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n" + INNER),
    ("Transfer-Encoding: \x0bchunked\r\nContent-Length: 5", "0\r\n\r\n" + INNER), ("Transfer-Encoding: chunked", "0;a=\n\r\n\r\n" + INNER),
    ("Transfer-Encoding: chunked", "0x0\r\n\r\n" + INNER), ("Transfer-Encoding: chunked", "-1\r\n\r\n" + INNER), ("Transfer-Encoding: chunked", "0\n\n" + INNER),
    ("Transfer-Encoding: chunked", "0\r\nX-Original-URI: /crates/9/\r\n\r\n" + INNER), ("Transfer-Encoding: chunked", "ffffffffffffffff1\r\n" + INNER),
    ("Content-Length: 5\r\nContent-Length: 0", "12345" + INNER), ("Content-Length: 0\r\nContent-Length: 5", "12345" + INNER), ("Content-Length: +5", "12345" + INNER),
    ("Content-Length: 5, 5", "12345" + INNER), ("Content-Length: 0x5", "12345" + INNER), ("Content-Length: -1", INNER), ("Content_Length: 0", INNER),
    ("Content-Length : 0", INNER), (" Content-Length: 5", INNER), ("Expect: 100-continue\r\nContent-Length: 5", "12345" + INNER),
    ("Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA", INNER), ("Upgrade: websocket\r\nConnection: Upgrade", INNER))


def spelled(name):
    """A header's name as it may come."""
    yield from (name, name.replace("-", "_"), name.upper().replace("-", "_"), name.lower(), name.replace("-", "_", 1), name + " ", name + "\t", " " + name, name + "\0")


def attacks(bearer):
    """Each of them once with a good credential and once without; whole requests, the last one of a connection."""
    for credential in (f"Authorization: Bearer {bearer}\r\n", ""):
        end = f"Host: depot.example\r\nConnection: close\r\n{credential}\r\n"
        yield from (f"{line}\r\n{end}" for line in LINES)
        yield from (f"{method} {path} HTTP/1.1\r\n{end}" for path in PATHS for method in ("GET", "DELETE"))
        for target in ("/open/", "/crates/"):
            for names, values in ((ROUTING, ("/crates/9/", "/scoped/")), (METHODS, ("DELETE", "POST")), (NAMES, ("ada", "sessionid=x"))):
                for name in names:
                    for spelling in spelled(name):
                        yield from (f"GET {target} HTTP/1.1\r\n{spelling}: {value}\r\n{end}" for value in values[:1 if spelling != name else 2])
            for name in ("Authorization", "X-Postern-Assertion", "X-Original-URI", "X-Forwarded-Proto", "Host", "X-Postern-User"):
                yield f"GET {target} HTTP/1.1\r\n{end[:-2].replace('Connection: close', 'Connection: close, ' + name)}\r\n"
            for host in ("depot.example\r\nHost: other.example", "depot.example/crates/9/", "depot.example#", "depot.example?", "a b", "", "depot.example\r\n\tx", "[::1", "..", "a:b:c"):
                yield f"GET {target} HTTP/1.1\r\n{end.replace('Host: depot.example', 'Host: ' + host)}"
            yield f"GET {target} HTTP/1.1\n" + end.replace("\r\n", "\n")
            yield f"GET {target} HTTP/1.1\r" + end.replace("\r\n", "\r") + "\r\n\r\n"
            yield f"GET {target} HTTP/1.1\r\nX-A: b\r\n X-Postern-User: eve\r\n{end}"
            yield f"GET {target} HTTP/1.1\r\nX-A: b\rX-Postern-User: eve\r\n{end}"
            yield f"GET {target} HTTP/1.1\r\n{end}{INNER}"
            for method in ("GET", "POST", "DELETE"):
                for fields, body in BODIES:
                    yield f"{method} {target} HTTP/1.1\r\n{fields}\r\nHost: depot.example\r\n{credential}\r\n{body}"
