# SPDX-License-Identifier: Apache-2.0
"""An operation for others than the identities at hand, and a credential that is no good anywhere."""
from situation import *

ANNA = "annas-made-up-token-0001"
CONTRACT = contract({"GET /me": "bearer", "GET /payroll": "bearer"})


def serve(request):
    if request.path not in ("/me", "/payroll"):
        return not_found()
    if request.credential() != ANNA:
        return refuse()
    if request.path == "/payroll":
        return answer(403, {"detail": "You do not have permission to perform this action."})
    return answer(200, {"name": "anna"})


def serve_nobody(request):
    return refuse() if request.path in ("/me", "/payroll") else not_found()


situation("the credential works elsewhere, and this operation wants another role",
          scan(exit=3, operations={"GET /me": expected("enforced", granted=["anna"]),
                                   "GET /payroll": expected("inconclusive", reason="no identity given has the right")}),
          contract=CONTRACT, identities={"anna": {"bearer": ANNA}}, serve=serve)

situation("the credential works nowhere: that is said instead",
          scan(exit=3, operations={"GET /payroll": expected("inconclusive", reason="refuses everyone")},
               silent=["has the right to it"]),
          contract=CONTRACT, identities={"anna": {"bearer": ANNA}}, serve=serve_nobody)
