# SPDX-License-Identifier: Apache-2.0
"""Gates that look only whether there is a token, and their sound twins."""
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
