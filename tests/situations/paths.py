# SPDX-License-Identifier: Apache-2.0
"""Where an API is, what its ids look like, and which of its reads are none."""
from situation import *

KEY = "vera-made-up-token"
WHO = {"vera": {"bearer": KEY}}
OK = expected("enforced")
MINE = expected("enforced", granted=["vera"])


def only_for_vera(request, body):
    return answer(200, body) if request.credential() == KEY else refuse()


# Servers that are relative to where the contract was fetched.

def based(front):
    def serve(request):
        if request.path == "/static/specs/v2/api.json":
            return answer(200, request.state.contract)
        if request.path == front + "/mine":
            return only_for_vera(request, {"user": "vera"})
        if request.path == front + "/all":
            return answer(200, {"rows": [1]})
        return not_found()
    return serve


def at(server, front):
    document = contract({"GET /mine": "bearer", "GET /all": "bearer"}, servers=[{"url": server}])

    def serve(request):
        request.state.contract = document
        return based(front)(request)

    return serve


for server, front in (("..", "/static/specs"), ("./", "/static/specs/v2"), ("live", "/static/specs/v2/live"),
                      ("../../../rest/v2/", "/rest/v2"), ("/rest", "/rest"), ("", "")):
    situation(f"the contract was fetched, and its server is {server!r}",
              scan("{url}/static/specs/v2/api.json", exit=1, complete=True, allow=["no-challenge"],
                   operations={"GET /mine": MINE, "GET /all": expected("open", "anonymous-access", granted=["vera"])}),
              identities=WHO, serve=at(server, front))


# Routers that want another form of id than the contract says.

def routed(pattern):
    def serve(request):
        if not re.fullmatch("/things/" + pattern, request.path):
            return answer(404, "<h1>No such page</h1>")
        if request.credential() != KEY:
            return refuse()
        return not_found() if request.method != "DELETE" else answer(404, NOT_FOUND)
    return serve


for kind, pattern, schema in (("digits", r"\d+", {"type": "string"}), ("a UUID", r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", {}),
                              ("a UUID, though it says integer", r"[0-9a-f-]{36}", {"type": "integer"}),
                              ("a slug, though it says integer", r"[a-z-]+", {"type": "integer"})):
    place = {"parameters": [{"name": "key", "in": "path", "required": True, "schema": schema}], "security": [{"bearer": []}]}
    situation(f"the router wants {kind}",
              scan(exit=0, complete=True, operations={"GET /things/{key}": OK, "DELETE /things/{key}": OK}, allow=["no-challenge"]),
              contract=contract({"GET /things/{key}": place, "DELETE /things/{key}": place}), identities=WHO, serve=routed(pattern))


# Reads that change things.

def careless(request):
    if request.path in ("/admin/wipe-all", "/seeddb/reset", "/jobs/9/run"):
        request.state.broken = True
        return answer(200, {"done": True})
    if request.path in ("/jobs", "/orders/deleted", "/reset-history"):
        return only_for_vera(request, [{"id": 9}])
    return not_found()


def nothing_broke(state):
    return "a read changed something" if getattr(state, "broken", False) else None


SPARED = expected("untested", reason="--allow-writes")
READS = contract({"GET /jobs": "bearer", "GET /jobs/{id}/run": "bearer", "GET /orders/deleted": "bearer",
                  "GET /reset-history": "bearer", "GET /admin/wipe-all": "bearer", "GET /seeddb/reset": "bearer"})
situation("reads that say that they change things are left alone, those that only sound so are not",
    scan(exit=0, complete=True, after=nothing_broke, allow=["no-challenge"],
         operations={"GET /jobs": MINE, "GET /orders/deleted": MINE, "GET /reset-history": MINE,
                     "GET /jobs/{id}/run": SPARED, "GET /admin/wipe-all": SPARED, "GET /seeddb/reset": SPARED}),
    contract=READS, identities=WHO, serve=careless)
situation("reads that change things are allowed",
    scan("--allow-writes", "--include", "/admin/**", exit=1,
         operations={"GET /admin/wipe-all": expected("open", "anonymous-access", granted=["vera"])}, allow=["no-challenge"]),
    contract=READS, identities=WHO, serve=careless)


# Links in answers, and Allow.

def linked(request):
    links = {"self": request.path, "next": request.path + "?page=2", "users": "/shop/v1/users/7", "bare": "/users/7",
             "gone": "/shop/v1/users/7/delete"}
    if request.path == "/shop/v1/internal" or request.path.endswith("/delete"):
        request.state.broken = request.path.endswith("/delete")
        return only_for_vera(request, {"secrets": 1})
    if request.path not in ("/shop/v1/users", "/shop/v1/users/7", "/users/7"):
        return not_found()
    return only_for_vera(request, {"links": links, **({"hidden": "/shop/v1/internal"} if request.state.more else {})})


def with_more(more):
    def serve(request):
        request.state.more = more
        return linked(request)
    return serve


SHOP = contract({"GET /users": "bearer", "GET /users/{id}": "bearer"}, servers=[{"url": "/v1"}])
for base in ("/shop", "/shop/v1"):
    document = SHOP if base == "/shop" else {**SHOP, "servers": [{"url": "/"}]}
    situation(f"answers link to declared paths, below {base} and without it",
        scan("--url", "{url}" + base, exit=0, after=nothing_broke, operations={"GET /users": MINE, "GET /users/{id}": MINE},
             allow=["no-challenge"]), contract=document, identities=WHO, serve=with_more(False))
    situation(f"one link below {base} leads to what no contract names",
        scan("--url", "{url}" + base, exit=1, findings={"undocumented-operation": 1}, allow=["no-challenge", "undocumented-operation"],
             operations={"GET /users": expected("enforced", allow=["undocumented-operation"], granted=["vera"])}),
        contract=document, identities=WHO, serve=with_more(True))


def generic(request):
    if request.path not in [f"/set/{n}" for n in range(6)]:
        return not_found()
    allow = {"Allow": "GET, PUT, DELETE, OPTIONS"}
    if request.credential() != KEY:
        return refuse()
    return answer(200, {"on": True}, allow) if request.method in ("GET", "OPTIONS") else answer(400, {"detail": "no"}, allow)


situation("one view serves many paths, and Allow says what else it does",
    scan(exit=1, findings={"undocumented-operation": 2}, allow=["no-challenge", "undocumented-operation"],
         operations={"GET /set/0": MINE}), contract=contract({f"GET /set/{n}": "bearer" for n in range(6)}),
    identities=WHO, serve=generic)
