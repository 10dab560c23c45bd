# SPDX-License-Identifier: Apache-2.0
"""What only administrators should be served, and what only sounds like it."""
from situation import *

ROLES = {"tok-anna-3c21d80f": "user", "tok-root-77b0e4d9": "admin"}
IDENTITIES = {"anna": {"bearer": "tok-anna-3c21d80f", "role": "user"}, "root": {"bearer": "tok-root-77b0e4d9", "role": "admin"}}
ROWS = [{"id": 1, "mail": "anna@example.com"}, {"id": 2, "mail": "root@example.com"}]

# path: what the contract says of it, who is served what, whether that is a gap
everyone = lambda role: ROWS
admins = lambda role: ROWS if role == "admin" else None
PLACES = {
    "/api/admin/users": ({}, everyone, True),
    "/api/admin/reports": ({}, admins, False),
    "/api/admin/health": ({}, everyone, False),
    "/api/admins": ({}, everyone, False),
    "/api/administration-fees": ({}, everyone, False),
    "/api/admin/board": ({}, lambda role: ROWS if role == "admin" else {"welcome": "nothing here for you"}, False),
    "/api/export": ({"summary": "All users, as CSV. Administrators only."}, everyone, True),
    "/api/purge-plan": ({"description": "What would be deleted. Requires admin rights."}, admins, False),
    "/api/keys-of-all": ({"x-required-role": "admin"}, everyone, True),
    "/api/audit": ({"security": [{"oauth": ["admin:read"]}]}, everyone, True),
    "/api/orders": ({"security": [{"oauth": ["orders:read"]}, {"oauth": ["admin:read"]}]}, everyone, False),
    "/api/notes": ({"summary": "Notes, which administrators write."}, everyone, False),
    "/api/shared": ({"x-roles": ["admin", "user"]}, everyone, False),
}
OAUTH = {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "https://example.com/", "scopes": {
    "admin:read": "all", "orders:read": "orders"}}}}


def serve(request):
    role = ROLES.get(request.credential() or "")
    if role is None:
        return refuse()
    if request.path not in PLACES:
        return not_found()
    rows = PLACES[request.path][1](role)
    return answer(200, rows) if rows else answer(403, {"detail": "Administrators only."})


situation("operations for administrators are served to users",
          scan("--only", "function-level", exit=1, says=["anna .role user. is served, as root .role admin. is"],
               operations={"GET " + path: expected(None, "function-level") for path, row in PLACES.items() if row[2]}),
          contract=contract({"GET " + path: {"security": [{"oauth": []}], **row[0]} for path, row in PLACES.items()},
                            schemes={"oauth": OAUTH}),
          identities=IDENTITIES, serve=serve)
situation("nobody said who is an administrator",
          scan("--only", "function-level", exit=0),
          contract=contract({"GET /api/admin/users": "bearer"}), serve=serve,
          identities={name: {"bearer": who["bearer"]} for name, who in IDENTITIES.items()})
