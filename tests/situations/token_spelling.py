# SPDX-License-Identifier: Apache-2.0
"""Tokens that are not spelled as JOSE has it, and verifiers that take no other spelling."""
from situation import *
from situation_token import *

XML = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"


def made(alg, secret, pad=False):
    return held(mint(hs(secret), pad=pad, alg=alg))


def takes_only(alg, secret, pad=False, checked=True):
    def accepts(token):
        spelled = token.alg == alg and (not pad or encode(token.header, True).encode() == token.message.split(b".")[0])
        return spelled and (not checked or hmac.compare_digest(token.signature, mac(secret, token.message)))
    return gate(accepts)


for alg in ("hs256", XML, "HmacSHA256"):
    situation(f"the alg is {alg}, and the secret is on every list",
              scan(exit=1, operations={"GET /me": expected("open", "jwt-weak-secret", allow=("jwt-crit-ignored",
                   "jwt-no-expiry", "jwt-not-yet-valid-accepted"))}),
              contract=ME, identities=made(alg, "secret"), serve=takes_only(alg, "secret"))

situation("padded tokens are read, and their signatures are not looked at",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-signature-unchecked")}),
          contract=ME, identities=made("HS256", STRONG, pad=True),
          serve=takes_only("HS256", STRONG, pad=True, checked=False))

situation("padded tokens are verified soundly",
          scan(exit=0, complete=True, operations={"GET /me": expected("enforced", granted=["anna"])}),
          contract=ME, identities=made("hs256", STRONG, pad=True), serve=takes_only("hs256", STRONG, pad=True))
