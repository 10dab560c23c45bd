# SPDX-License-Identifier: Apache-2.0
"""Views that bring a method along which their contract does not name: one habit, one finding."""
from situation import *

ANNA = "annas-made-up-token-0004"
SHELVES = ["/books", "/films", "/maps", "/songs"]


def serve(request):
    if request.path not in SHELVES:
        return not_found()
    if request.credential() != ANNA:
        return refuse()
    allow = {"Allow": "GET, PUT, HEAD, OPTIONS" if request.path != "/maps" else "GET, DELETE, HEAD, OPTIONS"}
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return answer(200, {"shelf": request.path[1:], "full": True}, headers=allow)
    return answer(405, {"detail": "not with this method"}, headers=allow)


situation("three views of one make answer PUT as well, and another DELETE",
          scan(exit=1, complete=True, findings={"undocumented-operation": 2}, allow=["undocumented-operation"],
               says=["PUT +/books", "PUT +/films", "PUT +/songs", "DELETE +/maps"]),
          contract=contract({"GET " + path: "bearer" for path in SHELVES}),
          identities={"anna": {"bearer": ANNA}}, serve=serve)
