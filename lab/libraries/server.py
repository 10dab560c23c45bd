# SPDX-License-Identifier: Apache-2.0
"""LAB ONLY, loopback only: one operation for each Python library that once took forged tokens, called as its own page
shows it. Run with the versions that have the hole, and with later ones: server.py [PORT] prints its port."""
import base64
import http.server
import json
import sys
import time

import authlib.jose
import joserfc.jwk
import joserfc.jws
import jwcrypto.jwk
import jwcrypto.jwt
import jwt
import python_jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

USERS = {name: "LAB-ONLY-%s-password" % name for name in ("alice", "bob")}
RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP256R1())
ENCODING, PUBLIC = serialization.Encoding, serialization.PublicFormat
RSA_PRIVATE = RSA.private_bytes(ENCODING.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
RSA_PEM = RSA.public_key().public_bytes(ENCODING.PEM, PUBLIC.SubjectPublicKeyInfo)
EC_SSH = EC.public_key().public_bytes(ENCODING.OpenSSH, PUBLIC.OpenSSH)


def part(value):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def sign(algorithm, claims):
    text = part({"alg": algorithm, "typ": "JWT", "kid": algorithm}) + "." + part(claims)
    if algorithm == "RS256":
        return text + "." + part(RSA.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))
    r, s = utils.decode_dss_signature(EC.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return text + "." + part(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def by_authlib(key):
    def verify(token):
        claims = authlib.jose.jwt.decode(token, key)
        claims.validate()
        return claims
    return verify


def by_authlib_jws(token):
    """Takes compact tokens and JSON, as its page shows it."""
    return json.loads(authlib.jose.JsonWebSignature().deserialize(token, RSA_PEM)["payload"])


def by_authlib_compact(token):
    return json.loads(authlib.jose.JsonWebSignature().deserialize_compact(token, RSA_PEM)["payload"])


def by_joserfc(token):
    """The same, with the library that comes after it."""
    read = joserfc.jws.deserialize_json if token.startswith("{") else joserfc.jws.deserialize_compact
    key = joserfc.jwk.RSAKey.import_key(RSA_PEM)
    return json.loads(read(json.loads(token) if token.startswith("{") else token, key).payload)


def by_jwcrypto(token):
    """With the pair that the login signs with, as an API does that keeps one key."""
    return json.loads(jwcrypto.jwt.JWT(key=jwcrypto.jwk.JWK.from_pem(RSA_PRIVATE), jwt=token).claims)


VERIFY = {
    "/authlib": by_authlib(RSA_PEM),
    "/authlib-compact": by_authlib_compact,
    "/authlib-json": by_authlib_jws,
    "/authlib-pair": by_authlib(RSA_PRIVATE),
    "/joserfc": by_joserfc,
    "/jwcrypto": by_jwcrypto,
    "/pyjwt": lambda token: jwt.decode(token, EC_SSH, algorithms=list(jwt.algorithms.get_default_algorithms())),
    "/python-jwt": lambda token: python_jwt.verify_jwt(
        token, jwcrypto.jwk.JWK.from_pem(RSA_PEM), ["RS256"], checks_optional=True, ignore_not_implemented=True)[1],
}


def key_set():
    def number(value, size):
        return part(value.to_bytes(size, "big"))
    shared, point = RSA.public_key().public_numbers(), EC.public_key().public_numbers()
    return {"keys": [{"kty": "RSA", "kid": "RS256", "alg": "RS256", "n": number(shared.n, 256), "e": "AQAB"},
                     {"kty": "EC", "kid": "ES256", "alg": "ES256", "crv": "P-256", "x": number(point.x, 32),
                      "y": number(point.y, 32)}]}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits for the acknowledgement of its head

    def log_message(self, *arguments):
        pass

    def answer(self, status, body):
        body = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if status == 401:
            self.send_header("WWW-Authenticate", "Bearer")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        try:
            given = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            user = given["username"] if USERS[given["username"]] == given["password"] else None
        except (ValueError, KeyError, TypeError):
            user = None
        algorithm = {"/login/rsa": "RS256", "/login/ec": "ES256"}.get(self.path)
        if not algorithm:
            return self.answer(404, {"detail": "Not found."})
        if not user:
            return self.answer(401, {"detail": "Wrong user name or password."})
        return self.answer(200, {"token": sign(algorithm, {"sub": user, "exp": int(time.time()) + 3600})})

    def do_GET(self):
        if self.path == "/.well-known/jwks.json":
            return self.answer(200, key_set())
        verify = VERIFY.get(self.path.partition("?")[0])
        if not verify:
            return self.answer(404, {"detail": "Not found."})
        scheme, _, token = (self.headers.get("Authorization") or "").partition(" ")
        try:
            claims = verify(token) if scheme == "Bearer" else {}
        except Exception:  # whatever a library says of a token that it refuses
            claims = {}
        user = claims.get("sub")
        if user not in USERS or claims.get("exp", 0) < time.time():
            return self.answer(401, {"detail": "Log in first."})
        return self.answer(200, {"user": user, "orders": [{"id": len(user), "item": "lamp"}]})


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
