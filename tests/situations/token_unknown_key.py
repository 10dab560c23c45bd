# SPDX-License-Identifier: Apache-2.0
"""What becomes of a token whose key nobody knows, or that has no signature at all."""
import secrets

from situation import *
from situation_token import *

KEYS = {"k1": STRONG}
HELD = held(mint(hs(STRONG), alg="HS256", kid="k1"))


def genuine(token):
    return token.alg == "HS256" and hmac.compare_digest(token.signature, mac(KEYS[token.kid], token.message))


def none_if(condition):
    return gate(lambda token: genuine(token) if token.kid in KEYS and not condition(token)
                else condition(token) and token.alg == "none" and not token.signature)


situation("none is good where the kid names no key",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-alg-none")}),
          contract=ME, identities=HELD, serve=none_if(lambda token: token.kid and token.kid not in KEYS))

situation("none is good where there is no kid",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-alg-none")}),
          contract=ME, identities=HELD, serve=none_if(lambda token: not token.kid))

situation("whatever is signed is good where the kid names no key",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-signature-unchecked")}),
          contract=ME, identities=HELD, serve=gate(lambda token: token.kid not in KEYS or genuine(token)))


def no_third_part(request):
    token = request.credential()
    if request.path != "/me":
        return not_found()
    claims = parts(token)
    good = claims and claims.live and (token.count(".") == 1 or genuine(claims))
    return answer(200, {"user": "anna"}) if good else refuse()


situation("a token without a third part is not verified",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-signature-unchecked")}),
          contract=ME, identities=HELD, serve=no_third_part)

situation("a kid that names no key is refused, and none with it",
          scan(exit=0, complete=True, operations={"GET /me": expected("enforced", granted=["anna"])}),
          contract=ME, identities=HELD, serve=gate(lambda token: token.kid in KEYS and genuine(token)))

UNSIGNED = mint(lambda message: b"", {"jti": secrets.token_hex(16)}, alg="none")


def looked_up(request):
    if request.path != "/me":
        return not_found()
    return answer(200, {"user": "anna"}) if request.credential() == UNSIGNED else refuse()


situation("session ids look like unsigned tokens, and are looked up whole",
          scan(exit=0, complete=True, operations={"GET /me": expected("enforced", granted=["anna"])}),
          contract=ME, identities=held(UNSIGNED), serve=looked_up)

situation("unsigned tokens are issued, and believed",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-alg-none")}),
          contract=ME, identities=held(UNSIGNED), serve=gate(lambda token: token.alg == "none" and not token.signature))
