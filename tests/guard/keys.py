# SPDX-License-Identifier: Apache-2.0
"""Keys that are fetched from an address of the configuration's: gone at the start, gone later, rotated while requests
flow, answered by everything but a set of keys, behind a certificate that nobody knows. Usage: keys.py POSTERN"""
import base64
import http.server
import json
import re
import socket
import ssl
import subprocess
import threading
import time

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from kit import CONTRACT, PATIENCE, POSTERN, WORK, Guard, ask, original, reload, until, write

CONFIG = """contract: openapi.yaml
listen: unix:%(work)s/guard.sock
metrics: unix:%(work)s/watch.sock
proxies: [unix]
log: guard.log
schemes:
  staff: {issuer: 'https://id.example', audience: depot, algorithms: ES256, key: '%(url)s', %(more)s}
public: [GET /open/]
"""


def encode(number):
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()


class Signer:
    def __init__(self, kid):
        self.kid, self.key = kid, ec.generate_private_key(ec.SECP256R1())
        point = self.key.public_key().public_numbers()
        self.jwk = {"kty": "EC", "crv": "P-256", "kid": kid, "use": "sig", "x": encode(point.x), "y": encode(point.y)}

    def token(self, kid=None, **header):
        claims = {"iss": "https://id.example", "aud": "depot", "sub": "ada", "exp": int(time.time()) + 6000}
        return jwt.encode(claims, self.key, "ES256", {"kid": kid or self.kid, **header})


class Keys(http.server.BaseHTTPRequestHandler):
    """Publishes what it is told to, and counts."""
    def do_GET(self):
        server = self.server
        server.seen.append(self.path)
        status, body = server.answer
        if callable(body):
            body = body()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status == 302:
            self.send_header("Location", "/good")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class KeyServer(http.server.ThreadingHTTPServer):
    """Has its port from the start, and listens once it is opened."""
    daemon_threads = True

    def __init__(self, context=None):
        super().__init__(("127.0.0.1", 0), Keys, bind_and_activate=False)
        self.context, self.seen, self.answer = context, [], (200, b"{}")
        self.server_bind()
        self.url = f"http{'s' if context else ''}://127.0.0.1:{self.server_address[1]}/keys.json"

    def open(self):
        if self.context:
            self.socket = self.context.wrap_socket(self.socket, server_side=True)
        self.server_activate()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        pass  # a client that does not like the certificate

    def publish(self, *signers):
        self.answer = (200, json.dumps({"keys": [signer.jwk for signer in signers]}).encode())


def status_of(token):
    _, headers, _ = ask("guard.sock", "GET", "/ask", original("GET", "/crates/", ("Authorization", "Bearer " + token)))
    return headers["X-Postern-Status"]


def ready():
    return ask("watch.sock", "GET", "/readyz")[0]


def metric(name):
    text = ask("watch.sock", "GET", "/metrics")[2].decode()
    return int(re.search(rf'^postern_guard_{name}{{scheme="staff"}} (\d+)$', text, re.M)[1])


def configure(server, more="key_refresh: 3600, key_stale: 3600"):
    write("guard.yaml", CONFIG % {"work": WORK, "url": server.url, "more": more})


def check_gone_at_start(old, new):
    """Nobody passes, and readiness says so; then the address answers, once for all."""
    server = KeyServer()
    server.publish(old)
    configure(server)
    guard = Guard()
    until("the first fetch fails", lambda: metric("keys_fetch_failures_total") > 0)
    assert (status_of(old.token()), ready()) == ("503", 503)
    assert ask("watch.sock", "GET", "/healthz")[0] == 200
    assert ask("guard.sock", "GET", "/ask", original("GET", "/open/"))[0] == 200
    assert status_of("a.b") == "401"  # no key would open it
    until("it is told", lambda: guard.heard("cannot be fetched, and there are none"))
    server.open()
    until("it is ready", lambda: ready() == 200)
    assert status_of(old.token()) == "200"
    assert (metric("keys"), metric("keys_fetched_total")) == (1, 1)
    print("gone at the start: nobody passes until it answers")
    return guard, server


def check_new_kid(guard, server, old, new):
    """A key that is new to the guard opens at once; kids that nobody has cost one fetch for all."""
    server.publish(old, new)
    assert status_of(new.token()) == "200"
    assert len(server.seen) == 2, server.seen
    for number in range(30):
        assert status_of(old.token(kid=f"made-up-{number}")) == "401"
    assert status_of(old.token(jku=server.url + "?jku")) == "401"
    assert len(server.seen) == 2 and set(server.seen) == {"/keys.json"}, server.seen
    assert status_of(Signer("old").token()) == "401"  # the kid alone does not do it
    server.answer = (500, b"")
    reload(guard, 1)
    assert (status_of(old.token()), status_of(new.token()), ready()) == ("200", "200", 200)
    assert len(server.seen) == 2, server.seen  # a reload keeps what was fetched
    print("a new kid is fetched, and many of them are not")


def check_gone_later(guard, server, old, new):
    """The old keys count for the stated time, whatever is answered in place of others; then none do."""
    server.publish(old)
    configure(server, "key_refresh: 1, key_stale: 4")
    reload(guard, 2)
    assert status_of(old.token()) == "200"
    until("the fetch", lambda: metric("keys_fetched_total") > 2)
    server.answer = (500, b"")
    failed = metric("keys_fetch_failures_total")
    until("the fetch fails", lambda: metric("keys_fetch_failures_total") > failed or ready() == 503)
    until("it is told", lambda: guard.heard("the old ones count for a while"))
    until("they are too old", lambda: status_of(old.token()) == "503" or
          metric("keys_fetch_failures_total") > failed + 30)
    assert (ready(), metric("keys")) == (503, 0)
    secret = {"kty": "oct", "kid": "old", "alg": "HS256", "k": "bWFkZS11cC1mb3ItdGVzdHMtYW5kLWxvbmctZW5vdWdoISE"}
    good = json.dumps({"keys": [old.jwk]}).encode()
    for answer in ((302, b""), (404, good), (200, b""), (200, b"<html>"), (200, b'{"keys":[]}'), (200, good[:-2]),
                   (200, json.dumps({"keys": [secret]}).encode()), (200, json.dumps({"keys": [old.jwk] * 2}).encode()),
                   (200, lambda: good + b" " * (2 << 20))):
        server.answer = answer
        failed = metric("keys_fetch_failures_total")
        until(f"a refusal of {answer}", lambda failed=failed:
              metric("keys_fetch_failures_total") > failed + 1 or ready() == 200)
        assert (status_of(old.token()), ready()) == ("503", 503), answer
    assert "/good" not in server.seen
    server.publish(old)
    until("it is ready", lambda: ready() == 200)
    assert status_of(old.token()) == "200"
    print("gone later: the old keys count for a while, and nothing else does")


def check_rotation(guard, server, old, new):
    """Valid tokens pass and forged ones do not, while the keys change under them."""
    seen, forged, stop = [], [], []

    def load(token, into):
        while not stop:
            into.append(status_of(token))
    mixed = Signer("new")
    threads = [threading.Thread(target=load, args=pair) for pair in
               ((old.token(), seen), (mixed.token(), forged), (old.token(kid="nobody's"), forged))]
    for thread in threads:
        thread.start()
    for signers in ([old, new], [new, old], [old], [old, new]) * 2:
        server.publish(*signers)
        keys = len(signers)
        until("the rotation", lambda keys=keys: metric("keys") == keys)
        until("the other's turn", lambda keys=keys: status_of(new.token()) == ("200" if keys == 2 else "401"))
    stop.append(True)
    for thread in threads:
        thread.join()
    assert set(seen) == {"200"} and set(forged) <= {"401", "429"}, (set(seen), set(forged))
    known, twin = old.token(), Signer("old")
    assert status_of(known) == status_of(known) == "200"
    server.publish(twin, new)  # the kid is another key's now: what the old one verified counts no more
    fetched = metric("keys_fetched_total")
    until("the twin's turn", lambda: metric("keys_fetched_total") >= fetched + 2)  # the first may have been under way
    assert (status_of(twin.token()), status_of(known)) == ("200", "401")
    server.publish(old, new)
    fetched = metric("keys_fetched_total")
    until("the first one's turn", lambda: metric("keys_fetched_total") >= fetched + 2)
    assert status_of(known) == "200"
    print(f"keys rotated under load: {len(seen) + len(forged)} requests")


def make_certificate(name, host):
    """One that signs itself, for an address or a name."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-keyout", WORK / f"{name}.key", "-out", WORK / f"{name}.pem", "-subj", f"/CN={name}", "-addext",
                    f"subjectAltName={host}"], check=True, stderr=subprocess.DEVNULL)
    (WORK / f"{name}.pem").chmod(0o600)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(WORK / f"{name}.pem", WORK / f"{name}.key")
    return context


def check_certificates(old):
    for name, host, more, wanted in (("known", "IP:127.0.0.1", "key_ca: known.pem", "200"),
                                     ("unknown", "IP:127.0.0.1", "key_refresh: 3600, key_stale: 3600", "503"),
                                     ("other", "DNS:id.example", "key_ca: other.pem", "503"),
                                     ("named", "DNS:localhost", "key_ca: named.pem", "200")):
        server = KeyServer(make_certificate(name, host))
        server.publish(old)
        server.open()
        if host == "DNS:localhost":
            server.url = server.url.replace("127.0.0.1", "localhost")
        configure(server, more)
        guard = Guard()
        assert status_of(old.token()) == wanted, (name, guard.said)
        until("it is told", lambda guard=guard: guard.heard("were fetched from" if wanted == "200" else "cannot be fetched"))
        guard.end()
        server.shutdown()
    print("a certificate that nobody knows gives no keys")


def check_configuration(old):
    server = KeyServer()
    server.publish(old)
    server.open()
    configure(server)

    def said(text=None):
        if text:
            write("guard.yaml", text)
        done = subprocess.run([POSTERN, "guard", "-c", str(WORK / "guard.yaml"), "--check"], text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE)
        return done.returncode, done.stdout
    status, words = said()
    assert status == 0 and "1 key of " + server.url in words, words
    plain = (WORK / "guard.yaml").read_text()
    server.shutdown()
    server.server_close()
    status, words = said()
    assert status == 0 and "warning: the keys of 'staff' cannot be had" in words, words
    for changed, wanted in ((plain.replace("127.0.0.1", "192.0.2.1"), "must be fetched by https"),
                            (plain.replace("http://", "http://ada:x@"), "without a user"),
                            (plain.replace("ES256", "HS256"), "is not fetched"),
                            (plain.replace("key_refresh: 3600", "key_refresh: 0"), "'key_refresh' must be"),
                            (plain.replace(server.url, "key.json"), "is for a 'key' that is a URL")):
        status, words = said(changed)
        assert status == 2 and wanted in words and "guard.yaml:7:" in words, (wanted, words)
    print("what cannot be meant is told")


def main():
    write("openapi.yaml", CONTRACT)
    old, new = Signer("old"), Signer("new")
    guard, server = check_gone_at_start(old, new)
    check_new_kid(guard, server, old, new)
    check_gone_later(guard, server, old, new)
    check_rotation(guard, server, old, new)
    server.shutdown()
    guard.end()
    check_certificates(old)
    check_configuration(old)


main()
