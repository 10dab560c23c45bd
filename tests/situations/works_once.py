# SPDX-License-Identifier: Apache-2.0
"""Writes that work once: what the second request gets is no refusal, and what the first got no measure."""
from situation import *

TOKEN = jwt({"sub": "anna"})
CREATE = takes({"name": "string"}, security="bearer")
IDENTITIES = {"anna": {"bearer": TOKEN}}


def keep(request, name, taken):
    """The answer to a new name, or to one that is there."""
    with request.state.lock:
        names = vars(request.state).setdefault("names", set())
        if name in names:
            return taken
        names.add(name)
        return answer(201, {"id": len(names), "name": name})


def items(checked, taken):
    def serve(request):
        token = request.credential()
        if request.path == "/me" and request.method == "GET":
            return answer(200, {"user": "anna"}) if read_jwt(token) else refuse()
        if request.path != "/items" or request.method != "POST":
            return not_found()
        if not token or (checked and not read_jwt(token)):
            return refuse()
        name = (request.json() or {}).get("name") if isinstance(request.json(), dict) else None
        return keep(request, name, taken) if isinstance(name, str) else answer(400, {"name": ["required"]})
    return serve


CONFLICT = answer(409, {"name": ["item with this name already exists."]})
INVALID = answer(400, {"name": ["This field must be unique."]})
UNPROCESSABLE = answer(422, {"errors": [{"field": "name", "code": "taken"}]})

for taken in (CONFLICT, INVALID, UNPROCESSABLE):
    situation(f"any token makes an item, and a name that is there gets {taken.status}",
              scan("--allow-writes", exit=1, allow=["scheme-confusion", "no-challenge"],
                   operations={"GET /me": expected("enforced", granted=["anna"]),
                               "POST /items": expected("open", "any-token-accepted", allow=["scheme-confusion"])}),
              contract=contract({"GET /me": "bearer", "POST /items": CREATE}, {"bearer": JWT}),
              identities=IDENTITIES, serve=items(False, taken))
    situation(f"tokens are verified, and a name that is there gets {taken.status}",
              scan("--allow-writes", exit=0,
                   operations={"POST /items": expected("enforced", granted=["anna"])}),
              contract=contract({"GET /me": "bearer", "POST /items": CREATE}, {"bearer": JWT}),
              identities=IDENTITIES, serve=items(True, taken))
