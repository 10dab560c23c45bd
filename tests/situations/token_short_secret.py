# SPDX-License-Identifier: Apache-2.0
"""Secrets that are on no list, and of which there are not many."""
from situation import *
from situation_token import *


def sound(secret, bits="256"):
    return gate(lambda token: token.alg == "HS" + bits
                and hmac.compare_digest(token.signature, mac(secret, token.message, bits)))


def short(secret, bits="256"):
    situation(f"the secret is one of {len(secret)} {'digits' if secret.isdigit() else 'letters'}, under HS{bits}",
              scan(exit=1, operations={"GET /me": expected("open", "jwt-weak-secret", allow=(
                  "jwt-crit-ignored", "jwt-no-expiry", "jwt-not-yet-valid-accepted"))}),
              contract=ME, identities=held(mint(hs(secret, bits), alg="HS" + bits)), serve=sound(secret, bits))


short("730918")
short("qzxv")
short("0492837", "512")

situation("a secret of 8 mixed characters is not among those that a scan tries",
          scan(exit=0, complete=True, operations={"GET /me": expected("enforced", granted=["anna"])}),
          contract=ME, identities=held(mint(hs("q7Z#x0_v"), alg="HS256")), serve=sound("q7Z#x0_v"))

for given in ("", STRONG):
    situation(f"an empty secret is good, and the genuine token is signed with {'it' if not given else 'another'}",
              scan(exit=1, operations={"GET /me": expected("open", "jwt-blank-secret", allow=(
                  "jwt-crit-ignored", "jwt-no-expiry", "jwt-not-yet-valid-accepted", "jwt-expired-accepted"))}),
              contract=ME, identities=held(mint(hs(given), alg="HS256")),
              serve=gate(lambda token: token.alg == "HS256" and any(
                  hmac.compare_digest(token.signature, mac(secret, token.message)) for secret in ("", STRONG))))
