# SPDX-License-Identifier: Apache-2.0
"""What the API serves and its contract does not name: one habit is one finding, and what the contract names in a way
that cannot be read is named all the same."""
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


LISTED = {"count": 1, "results": [{"href": "/shelves/books/7/", "cancel": "/shelves/books/7/cancel/"}]}


def shelves(request):
    if request.credential() != ANNA:
        return refuse()
    if request.path == "/shelves/":
        return answer(200, LISTED, headers={"Allow": "GET, HEAD, OPTIONS"})
    if request.path in ("/shelves/books/7/", "/shelves/books/7/cancel/"):
        return answer(200, {"href": request.path, "full": True}, headers={"Allow": "GET, HEAD, OPTIONS"})
    return not_found()


def shelves_contract(path, **operations):
    document = contract({"GET /shelves/": "bearer"})
    document["paths"].setdefault(path, {}).update(operations)
    return document


FINE = {"responses": {"200": {"description": "fine"}}, "security": [{"bearer": []}]}
HALF_READ = dict(exit=3, complete=False, findings={"undocumented-operation": 0})

situation("paths begin with a variable that stands for a whole address",
          scan(**HALF_READ, allow=["undocumented-operation"]),
          contract=shelves_contract("{shelf_href}", get=FINE, post=FINE),
          identities={"anna": {"bearer": ANNA}}, serve=shelves)

situation("the operation that Allow and a link name is declared with a security that cannot be read",
          scan(**HALF_READ, allow=["undocumented-operation"]),
          contract=shelves_contract("/shelves/", post=dict(FINE, security="bearer")),
          identities={"anna": {"bearer": ANNA}},
          serve=lambda request: answer(200, [], headers={"Allow": "GET, POST, HEAD, OPTIONS"})
          if request.path == "/shelves/" and request.credential() == ANNA else refuse())
