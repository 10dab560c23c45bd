# SPDX-License-Identifier: Apache-2.0
"""For lab/check: forges a token for every token case; it must open the case and not its twin."""
import base64
import contextlib
import hashlib
import hmac
import http.server
import json
import threading
import time

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

DISGUISES = {"none": "none", "none-disguised": "nOnE"}


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(header, claims, sign):
    message = ".".join(b64(json.dumps(part).encode()) for part in (header, claims))
    return message + "." + b64(sign(message.encode()))


def hs256(key):
    return lambda message: hmac.new(key, message, hashlib.sha256).digest()


def claims(**changes):
    now = int(time.time())
    made = {"token_type": "access", "iss": "myapp", "aud": "api", "iat": now, "nbf": now,
            "exp": now + 600, "sub": "2", "role": "user", "jti": "LAB-ONLY"}
    made.update(changes)
    return {name: value for name, value in made.items() if value is not None}


def weak(**changes):
    header = changes.pop("header", None)
    return jwt.encode(claims(**changes), "secret", algorithm="HS256", headers=header)


def public_jwk(key):
    numbers = key.public_key().public_numbers()
    return {"kty": "RSA", "n": b64(numbers.n.to_bytes(256, "big")), "e": "AQAB"}


@contextlib.contextmanager
def key_server(jwk):
    """Serves a JWKS on loopback."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"keys": [jwk]}).encode())

        def log_message(self, *ignored):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield "http://127.0.0.1:%d/jwks.json" % server.server_port
        server.shutdown()


def published_pem(target):
    """The RS256 key of /.well-known/jwks.json as the PEM that servers keep."""
    jwk = json.loads(target.ask("GET", "/.well-known/jwks.json").body)["keys"][0]
    return jwt.PyJWK.from_dict(jwk).key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def forged(target, refresh, jku, own):
    """Pairs of a case and a token that its flaw accepts."""
    now = int(time.time())
    plain = {"alg": "HS256", "typ": "JWT"}
    yield "signature-unchecked", signed(plain, claims(), hs256(b"wrong"))
    for case, name in DISGUISES.items():
        yield case, signed({"alg": name}, claims(), lambda message: b"")
    yield "blank-rotation", signed(plain, claims(), hs256(b""))
    yield "kid-path", signed(dict(plain, kid="../../../../../../dev/null"), claims(), hs256(b""))
    yield "kid-sql", signed(dict(plain, kid="x' UNION SELECT 'known"), claims(), hs256(b"known"))
    yield "embedded-key", jwt.encode(claims(), own, "RS256", headers={"jwk": public_jwk(own)})
    yield "remote-key", jwt.encode(claims(), own, "RS256", headers={"jku": jku})
    yield "refresh", refresh
    yield "weak/expired", weak(exp=now - 3600)
    yield "weak/no-expiry", weak(exp=None)
    yield "weak/not-yet", weak(nbf=now + 3600)
    yield "weak/issuer", weak(iss="somebody-else")
    yield "weak/audience", weak(aud="another-api")
    yield "weak/crit", weak(header={"crit": ["lab"], "lab": 1})
    yield "weak/role", weak(role="staff")
    yield "weak/scope", weak(scope="reports:read")
    yield "confusion", signed(plain, claims(), hs256(published_pem(target)))
    yield "psychic", signed({"alg": "ES256"}, claims(), lambda message: bytes(64))


def check_node(target):
    """Complaints about others/node_jwt.js."""
    def opens(path, token):
        return target.ask("GET", path, [("Authorization", "Bearer " + token)]).status == 200

    good = target.login("alice", "/login")["id_token"]
    made = {"iss": "node-lab", "aud": "node-api", "token_type": None, "sub": "alice"}
    own = rsa.generate_private_key(65537, 2048)
    forgeries = {
        "/unchecked": signed({"alg": "RS256"}, claims(**made), lambda message: b"wrong"),
        "/none": signed({"alg": "none"}, claims(**made), lambda message: b""),
        "/confusion": signed({"alg": "HS256"}, claims(**made), hs256(published_pem(target))),
        "/embedded": jwt.encode(claims(**made), own, "RS256", headers={"jwk": public_jwk(own)}),
    }
    for path in ("/sound", *forgeries):
        if not opens(path, good):
            yield "%s: a good token does not open it" % path
        for aim, token in forgeries.items():
            if opens(path, token) != (path in (aim, "/unchecked")):
                yield "%s: the token against %s" % (path, aim)


# Where node_places.js wants the token, and for whom.
PLACES = {"cookie": lambda token: ("Cookie", "access_token=" + token),
          "header": lambda token: ("X-Auth-Token", token),
          "raw": lambda token: ("Authorization", token)}


def places_login(target):
    """The tokens of alice by place."""
    answer = target.ask("POST", "/login", [("Content-Type", "application/json")], json.dumps(
        {"username": "alice", "password": "LAB-ONLY-alice-password"}))
    cookie = answer.headers["Set-Cookie"].split(";")[0].partition("=")[2]
    return {"cookie": cookie, "header": answer.headers["X-Auth-Token"],
            "raw": json.loads(answer.body)["token"]}


def check_places(target, pem, secret):
    """Complaints about others/node_places.js, whose raw tokens are signed with the secret."""
    def opens(path, token):
        return target.ask("GET", path, [PLACES[path.split("/")[1]](token)]).status == 200

    def made(place, alg, sign):
        return signed({"alg": alg}, claims(iss="node-places", aud=place, sub="alice"), sign)

    good = places_login(target)
    forgeries = {
        "/cookie/none": lambda place: made(place, "none", lambda message: b""),
        "/header/unchecked": lambda place: made(place, "ES256", lambda message: b"wrong"),
        "/header/confusion": lambda place: made(place, "HS256", hs256(pem)),
        "/raw/weak": lambda place: made(place, "HS256", hs256(b"secret")),
    }
    flaws = {path for path in forgeries if path != "/raw/weak" or secret == b"secret"}
    for path in (*forgeries, "/cookie/none/fixed", "/header/unchecked/fixed",
                 "/header/confusion/fixed"):
        place = path.split("/")[1]
        if not opens(path, good[place]):
            yield "%s: a good token does not open it" % path
        if any(opens(path, token) for other, token in good.items() if other != place):
            yield "%s: a token for another place opens it" % path
        if any(target.ask("GET", path, [PLACES[other](good[place])]).status == 200
               for other in PLACES if other != place):
            yield "%s: opens to a token in another place" % path
        for aim, forge in forgeries.items():
            wanted = path in flaws and path in (aim, "/header/unchecked")
            if opens(path, forge(place)) != wanted:
                yield "%s: the token against %s" % (path, aim)


# What the login of a family issues opens these, and shows the flaw by itself.
ISSUED = {"weak": "weak/leeway", "weak512": "weak512", "blank": "blank", "rs256": "confusion/fixed",
          "rs1024": "rs1024", "es256": "psychic/fixed", "no-expiry": "no-expiry",
          "long-lived": "long-lived"}


def check_issued(target, status):
    """Complaints about the logins."""
    for family, case in ISSUED.items():
        token = target.login("alice", "/api/jwt/login/%s/" % family)["access"]
        if status(case, token) != 200:
            yield "login %s does not open %s" % (family, case)
        life = jwt.decode(token, options={"verify_signature": False}).get("exp")
        if (life is None) != (family == "no-expiry"):
            yield "login %s: exp is %s" % (family, life)
        if family == "rs1024" and len(token.split(".")[2]) != 171:
            yield "login rs1024: not 1024 bits"
    for family, key in (("weak", b"secret"), ("blank", b"")):
        token = target.login("alice", "/api/jwt/login/%s/" % family)["access"]
        message, _, signature = token.rpartition(".")
        if b64(hs256(key)(message.encode())) != signature:
            yield "login %s: another secret" % family


def check_tokens(target):
    """Complaints about the token cases."""
    def status(case, token):
        fields = [("Authorization", "Bearer " + token)]
        return target.ask("GET", "/api/jwt/%s/" % case, fields).status

    pair = target.login("alice")
    own = rsa.generate_private_key(65537, 2048)
    with key_server(public_jwk(own)) as jku:
        for case, token in forged(target, pair["refresh"], jku, own):
            if status(case, token) != 200:
                yield "jwt/%s: the forged token does not open it" % case
            if status(case + "/fixed", token) not in (401, 403):
                yield "jwt/%s/fixed: the forged token opens it" % case
            if not case.startswith(("weak", "confusion", "psychic")) and \
                    status(case + "/fixed", pair["access"]) != 200:
                yield "jwt/%s/fixed: a good token does not open it" % case
    if status("near/peek", pair["access"]) != 200:
        yield "jwt/near/peek: a good token does not open it"
    yield from check_issued(target, status)
