# SPDX-License-Identifier: Apache-2.0
"""Verifiers that take a signature of zeros, on APIs whose own tokens are not signed by ECDSA."""
from situation import *
from situation_token import *

HELD = held(mint(hs(), alg="HS256", kid="k1"))


def psychic(kids):
    def accepts(token):
        if token.alg == "ES256":
            return token.kid in kids and token.signature == bytes(64)
        return token.alg == "HS256" and hmac.compare_digest(token.signature, mac(STRONG, token.message))
    return gate(accepts)


for why, kids in (("under the same kid", ("k1",)), ("without a kid", (None,))):
    situation(f"tokens are under HS256, and ES256 passes with zeros {why}",
              scan(exit=1, operations={"GET /me": expected("open", "jwt-psychic-signature")}),
              contract=ME, identities=HELD, serve=psychic(kids))

situation("tokens are under HS256, and nothing else passes",
          scan(exit=0, complete=True, operations={"GET /me": expected("enforced", granted=["anna"])}),
          contract=ME, identities=HELD, serve=psychic(()))
