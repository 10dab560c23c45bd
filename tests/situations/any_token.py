# SPDX-License-Identifier: Apache-2.0
"""Gates that look only whether there is a token, and their sound twins."""
import re

from situation import *

ANNA = "annas-made-up-token-0001"


def gate(check):
    def serve(request):
        if request.path != "/orders":
            return not_found()
        token = request.credential()
        if not check(token):
            return refuse()
        return answer(200, {"orders": [{"id": 7, "total": 12}]})
    return serve


situation("whatever stands behind Bearer is let in",
          scan(exit=1, complete=True, operations={"GET /orders": expected("open", "any-token-accepted")}),
          contract=contract({"GET /orders": "bearer"}), identities={"anna": {"bearer": ANNA}},
          serve=gate(lambda token: token is not None))

situation("only the token of the user is let in",
          scan(exit=0, complete=True, operations={"GET /orders": expected("enforced", granted=["anna"])}),
          contract=contract({"GET /orders": "bearer"}), identities={"anna": {"bearer": ANNA}},
          serve=gate(lambda token: token == ANNA))

FORMS = {"its prefix": lambda token: token.startswith("annas-made-up-"), "its length": lambda token: len(token) == len(ANNA),
         "its characters": lambda token: re.fullmatch("[a-z]+(-[a-z]+)+-[0-9]{4}", token) is not None}
for what, fits in FORMS.items():
    situation(f"a token is known by {what}",
              scan(exit=1, operations={"GET /orders": expected("open", "any-token-accepted")}),
              contract=contract({"GET /orders": "bearer"}), identities={"anna": {"bearer": ANNA}},
              serve=gate(lambda token, fits=fits: token is not None and fits(token)))

# Nobody to log in as, and a scheme that nobody declared.
for what, get in {"Basic": lambda r: r.basic(), "nothing": lambda r: None}.items():
    situation(f"the contract says bearer, whoever shows {what} is let in, and the user has no account",
              scan(exit=1 if what == "Basic" else 3, operations={"GET /orders": expected(
                  "open", "any-token-accepted") if what == "Basic" else expected("enforced")}),
              contract=contract({"GET /orders": "bearer"}),
              serve=lambda r, get=get: not_found() if r.path != "/orders" else
              answer(200, {"orders": [{"id": 7, "total": 12}]}) if get(r) else refuse())
situation("the contract says that a cookie opens, and any bearer token does",
          scan(exit=1, operations={"GET /orders": expected("open", "any-token-accepted")}, allow=["insecure-cookie"]),
          contract=contract({"GET /orders": "session"}, {"session": api_key("sid", "cookie")}),
          identities={"anna": {"cookie": {"sid": ANNA}}},
          serve=lambda r: not_found() if r.path != "/orders" else answer(200, {"orders": [{"id": 7, "total": 12}]})
          if r.cookies.get("sid") == ANNA or r.credential() else refuse(challenge="Session"))
