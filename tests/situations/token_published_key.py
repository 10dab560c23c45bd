# SPDX-License-Identifier: Apache-2.0
"""Confusion of a public key with a secret, wherever and however the key is published."""
import base64

from situation import *
from situation_token import *

KEY = Rsa()
SET = "/.well-known/jwks.json"
WITH_PAGE = contract({"GET /me": "bearer", "GET /auth/public-key": ""})
ISSUED = held(mint(KEY.sign, alg="RS256", kid="k1"))


def confused(secret=KEY.pem):
    def accepts(token):
        if token.alg == "HS256":
            return hmac.compare_digest(token.signature, mac(secret, token.message))
        return KEY.verifies(token)
    return accepts


def shape(why, pages, secret=KEY.pem, given=ME, **more):
    situation(f"the public key is {why}, and passes as a secret",
              scan(exit=1, operations={"GET /me": expected("open", "jwt-algorithm-confusion"), **more}),
              contract=given, identities=ISSUED, serve=gate(confused(secret), pages=pages))


shape("in a certificate alone (x5c)", {SET: {"keys": [{"kid": "k1", "kty": "RSA", "x5c": [KEY.certificate_base64()]}]}})
shape("in a map of certificates", {SET: {"k1": KEY.certificate_pem().decode()}})
shape("padded", {SET: {"keys": [KEY.jwk(pad=True, kid="k1")]}})
shape("on a page of PEM that the contract has", {"/auth/public-key": KEY.pem.decode()}, given=WITH_PAGE)
shape("kept as the certificate that is published", {SET: KEY.certificate_pem().decode()}, KEY.certificate_pem())


def openssh(key):
    from cryptography.hazmat.primitives import serialization
    return key.public.public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)


shape("kept in OpenSSH's form", {SET: {"keys": [KEY.jwk(kid="k1")]}}, openssh(KEY))


def realm(request):
    host = request.headers.get("Host")
    pages = {"/.well-known/openid-configuration": {"jwks_uri": f"http://{host}/realms/shop"},
             "/realms/shop": {"realm": "shop", "public_key": base64.b64encode(KEY.der).decode()}}
    return gate(confused(), pages=pages)(request)


situation("the public key is in a realm that discovery names, and passes as a secret",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-algorithm-confusion")}),
          contract=ME, identities=ISSUED, serve=realm)

situation("the API is below a base path, and the key set at the origin's root",
          scan("--url", "{url}/api/v2", exit=1,
               operations={"GET /me": expected("open", "jwt-algorithm-confusion")}),
          contract=ME, identities=ISSUED,
          serve=gate(confused(), path="/api/v2/me", pages={SET: {"keys": [KEY.jwk(kid="k1")]}}))

situation("the key is published and kept apart from secrets",
          scan(exit=0, complete=True, operations={"GET /me": expected("enforced", granted=["anna"])}),
          contract=ME, identities=ISSUED, serve=gate(KEY.verifies, pages={SET: {"keys": [KEY.jwk(kid="k1")]}}))

situation("no key is published anywhere, so that the row says what could not be tried",
          scan(exit=0, operations={"GET /me": expected("enforced", reason="confusion could not be tried")}),
          contract=ME, identities=ISSUED, serve=gate(KEY.verifies))
