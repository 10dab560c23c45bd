# SPDX-License-Identifier: Apache-2.0
"""Tokens that travel in a query parameter or in a cookie are forged there, too."""
import urllib.parse

from situation import *
from situation_token import *

TOKEN = mint(hs(), alg="HS256")


def present_query(request):
    values = request.query.get("access_token") or []
    return values[0] if len(values) == 1 else None


def present_cookie(request):
    value = urllib.parse.unquote(request.cookies.get("auth") or "")
    return value.removeprefix("Bearer ") if value.startswith("Bearer ") else None


def place(why, scheme, holder, present):
    given = contract({"GET /me": "place"}, schemes={"place": scheme})
    lax = gate(lambda token: True, present=present)
    strict = gate(lambda token: token.alg == "HS256" and hmac.compare_digest(token.signature,
                                                                             mac(STRONG, token.message)), present=present)
    allow = ("contract-key-in-query",)
    situation(f"{why}, and the signature is not looked at",
              scan(exit=1, allow=allow, operations={"GET /me": expected("open", "jwt-signature-unchecked")}),
              contract=given, identities={"anna": holder}, serve=lax)
    situation(f"{why}, and it is verified",
              scan(allow=allow, operations={"GET /me": expected("enforced", granted=["anna"])}),
              contract=given, identities={"anna": holder}, serve=strict)


place("the token travels in the query", api_key("access_token", "query"), {"query": {"access_token": TOKEN}}, present_query)
place("the token travels in a cookie, behind a word", api_key("auth", "cookie"),
      {"cookie": {"auth": "Bearer%20" + TOKEN}}, present_cookie)
