# SPDX-License-Identifier: Apache-2.0
"""By what way requests come: plain HTTP and TLS on loopback and behind a name, and who is believed to have come by
which."""
import ssl
import subprocess
import tempfile
from pathlib import Path

from situation import *

TOKEN = "tok-anna-2c75a1f0"
HELD = {"anna": {"bearer": TOKEN}}
CONTRACT = contract({"GET /me": "bearer", "GET /orders": "bearer"})


def made_tls():
    """A certificate of our own, for one run: the context, and its file as text."""
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / name for name in ("key.pem", "cert.pem")]
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
                        "-keyout", names[0], "-out", names[1]], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(names[1], names[0])
        return context, names[1].read_text()


TLS, CERTIFICATE = made_tls()


def api(believes=lambda request: False, hsts=None, redirects=False, https=False):
    """Links in /me follow the scheme that the request is taken for."""
    def serve(request):
        secure = https or (believes(request) and request.headers.get("X-Forwarded-Proto") == "https")
        more = {"Strict-Transport-Security": hsts} if hsts else {}
        if redirects and not secure:
            return answer(301, None, {"Location": "https://%s%s" % (request.headers["Host"], request.path)})
        if request.credential() != TOKEN:
            return refuse()
        if request.path == "/me":
            url = "http%s://%s/me" % ("s" if secure else "", request.headers["Host"])
            return answer(200, {"id": 1, "url": url}, more)
        return answer(200, {"orders": [7]}, more) if request.path == "/orders" else not_found()
    return serve


ALL = ["--only", "plaintext-http", "--only", "no-hsts", "--only", "forwarded-proto-trusted"]
YEAR = "max-age=31536000; includeSubDomains"
for words, serve, args, rule in (
        ("plain HTTP on loopback, no proxy in front", api(), [], None),
        ("whoever claims https is believed", api(lambda r: True), [], "forwarded-proto-trusted"),
        ("a proxy on the same machine is believed, and nobody else", api(lambda r: r.peer == "127.0.0.1"), [], None),
        ("all is redirected to https, but for whoever claims to come by it, as the user does for the proxy",
         api(lambda r: True, redirects=True), ["-H", "X-Forwarded-Proto: https"], None)):
    situation(words, scan(*ALL, *args, exit=1 if rule else 0, silent=["plaintext-http", "no-hsts"],
                          operations={"GET /me": expected("enforced", *[rule] if rule else [])}),
              contract=CONTRACT, identities=HELD, serve=serve)

situation("TLS with a certificate of its own, and HSTS",
          scan(*ALL, "--ca-file", "cert.pem", exit=0,
               operations={"GET /me": expected("enforced")}),
          contract=CONTRACT, identities=HELD, serve=api(https=True, hsts=YEAR), tls=TLS, files={"cert.pem": CERTIFICATE})
situation("TLS without HSTS, on loopback: told, and no more",
          scan(*ALL, "--insecure", exit=0, findings={"no-hsts": 1}, says=["INFO +no-hsts"],
               operations={"GET /me": expected("enforced")}),
          contract=CONTRACT, identities=HELD, serve=api(https=True), tls=TLS)


def downgrading(request):
    """Does not know that TLS ends before it."""
    if request.path == "/me":
        return answer(301, None, {"Location": "http://%s/me/" % request.headers["Host"]})
    return api(https=True, hsts=YEAR)(request)


situation("behind TLS, an application sends to plain HTTP",
          scan(*ALL, "--insecure", "--incomplete-ok", exit=1, operations={"GET /me": expected(None, "plaintext-http")}),
          contract=CONTRACT, identities=HELD, serve=downgrading, tls=TLS)


def forwarded(request):
    """A proxy is given the whole URL (RFC 9112, section 3.2.2): the API stands behind a name that only it knows."""
    request.path = "/" + request.target.split("/", 3)[-1]
    return api()(request)


situation("a deployment, reached through a proxy, takes credentials in the clear",
          command("scan", "contract", "--url", "http://api.example", "--proxy", "{url}", "-i", "identities", "--no-progress",
                  *ALL, exit=1, says=["MEDIUM +plaintext-http", "anna's credential is taken over plain HTTP"]),
          contract=CONTRACT, identities=HELD, serve=forwarded)
