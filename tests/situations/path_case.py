# SPDX-License-Identifier: Apache-2.0
"""A gate that compares paths by case, before a router that does not; objects have ids with letters."""
from situation import *

ANNA = "annas-made-up-token-0001"
VAULTS = [{"_id": "64b1f0aa11", "label": "first"}, {"_id": "64b1f0aa12", "label": "second"}]
CONTRACT = contract({
    "GET /vaults": "bearer",
    "GET /vaults/{id}": {"security": [{"bearer": []}],
                         "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]}})


def serve_with(gate):
    def serve(request):
        parts = [part for part in request.path.split("/") if part]
        if not parts or parts[0].lower() != "vaults" or len(parts) > 2:
            return not_found()
        if gate(request.path) and request.credential() != ANNA:
            return refuse()
        if len(parts) == 1:
            return answer(200, VAULTS)
        found = [vault for vault in VAULTS if vault["_id"] == parts[1]]
        return answer(200, found[0]) if found else not_found()
    return serve


situation("the gate looks for its prefix in small letters only",
          scan(exit=1, operations={"GET /vaults": expected("open", "path-variant"),
                                   "GET /vaults/{id}": expected("open", "path-variant")}),
          contract=CONTRACT, identities={"anna": {"bearer": ANNA}}, serve=serve_with(lambda path: path.startswith("/vaults")))

situation("the gate compares as the router does",
          scan(exit=0, operations={"GET /vaults": expected("enforced"), "GET /vaults/{id}": expected("enforced")}),
          contract=CONTRACT, identities={"anna": {"bearer": ANNA}},
          serve=serve_with(lambda path: path.lower().startswith("/vaults")))
