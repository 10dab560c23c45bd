# SPDX-License-Identifier: Apache-2.0
"""Several issuers, algorithms or keys, of which one is not verified; and a token that has run out."""
from situation import *
from situation_token import *

OTHER = STRONG[::-1]
KEYS = {"first": STRONG, "second": OTHER}


def genuine(token, secret):
    return token.alg == "HS256" and hmac.compare_digest(token.signature, mac(secret, token.message))


def by_issuer(lax):
    def accepts(token):
        secret = KEYS[token.claims["iss"]]
        return token.claims["iss"] == lax or genuine(token, secret)
    return gate(accepts)


def by_kid(lax):
    return gate(lambda token: token.kid == lax or genuine(token, KEYS[token.kid]))


ISSUED = held(mint(hs(STRONG), {"iss": "first"}, alg="HS256"), ben=mint(hs(OTHER), {"iss": "second", "sub": "ben"},
                                                                       alg="HS256"))
NAMED = held(mint(hs(STRONG), alg="HS256", kid="first"), ben=mint(hs(OTHER), {"sub": "ben"}, alg="HS256", kid="second"))

situation("the second issuer's tokens are not verified",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-signature-unchecked", granted=["anna", "ben"])}),
          contract=ME, identities=ISSUED, serve=by_issuer("second"))

situation("the tokens of the second key id are not verified",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-signature-unchecked", granted=["anna", "ben"])}),
          contract=ME, identities=NAMED, serve=by_kid("second"))

situation("both issuers' tokens are verified",
          scan(exit=0, complete=True, operations={"GET /me": expected("enforced", granted=["anna", "ben"])}),
          contract=ME, identities=ISSUED, serve=by_issuer(None))

ENDED = {"iat": 1700000000, "exp": 1700003600}


def ended_gate(looks):
    def serve(request):
        token = parts(request.credential())
        good = request.path == "/me" and token and genuine(token, STRONG) and (token.live or not looks)
        return answer(200, {"user": token.claims["sub"]}) if good else not_found() if request.path != "/me" else refuse()
    return serve


situation("the only token has run out, and is still good",
          scan(exit=1, says=["token expired"], operations={"GET /me": expected("open", "jwt-expired-accepted")}),
          contract=ME, identities=held(mint(hs(), ENDED, alg="HS256")), serve=ended_gate(False))

situation("one of two tokens has run out, and is still good",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-expired-accepted")}),
          contract=ME, identities=held(mint(hs(), alg="HS256"), ben=mint(hs(), {"sub": "ben", **ENDED}, alg="HS256")),
          serve=ended_gate(False))

situation("one of two tokens has run out, and is refused",
          scan(operations={"GET /me": expected("enforced", granted=["anna"])}),
          contract=ME, identities=held(mint(hs(), alg="HS256"), ben=mint(hs(), {"sub": "ben", **ENDED}, alg="HS256")),
          serve=ended_gate(True))
