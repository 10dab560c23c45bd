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

EITHER = contract({"GET /me": [{"head": []}, {"jar": []}]}, schemes={"head": JWT, "jar": api_key("auth", "cookie")})


def either(lax):
    strict = lambda token: token.alg == "HS256" and hmac.compare_digest(token.signature, mac(STRONG, token.message))

    def serve(request):
        head = request.credential()
        accepts = strict if head else lambda token: lax or strict(token)
        return gate(accepts, present=lambda r: head or r.cookies.get("auth"))(request)
    return serve


for lax in (True, False):
    wanted = expected("open", "jwt-signature-unchecked", allow=()) if lax else expected("enforced")
    situation(f"the token may travel in the header or in a cookie, where it is {'not ' if lax else ''}verified",
              scan(operations={"GET /me": wanted}, allow=("contract-mixed-schemes",)), contract=EITHER,
              identities={"anna": {"bearer": TOKEN, "cookie": {"auth": TOKEN}}}, serve=either(lax))
