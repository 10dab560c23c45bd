# SPDX-License-Identifier: Apache-2.0
"""Bodies are parsed, or looked at, before anybody is asked who he is; writes are not allowed."""
from situation import *

KEY = "mira-made-up-token"
NOTE = {"text": "string"}


def made(request):
    with request.state.lock:
        request.state.count_made = getattr(request.state, "count_made", 0) + 1
    return answer(201, {"id": 7})


def noted(request):
    given = request.json()
    if isinstance(given, dict) and isinstance(given.get("text"), str):
        return made(request)
    return answer(422, {"errors": {"text": "required"}})


def guarded(request, then):
    if request.credential() is None:
        return refuse()
    return then(request) if request.credential() == KEY else refuse("no such token")


def validating(request):
    """Only who sends something useful is asked who he is."""
    given = request.json()
    if not (isinstance(given, dict) and "text" in given):
        return answer(422, {"errors": {"text": "required"}})
    return guarded(request, noted)


def presence(request):
    """Whether there is a token; then what the body holds; and last whose token it is."""
    return refuse() if request.credential() is None else validating(request)


def lax(request):
    return made(request) if request.json() is not None else answer(422)


ROUTES = {"POST /notes": lambda r: guarded(r, noted), "POST /late": validating, "POST /presence": presence,
          "POST /open": noted, "POST /lax": lax, "POST /lists": lambda r: guarded(r, noted),
          "GET /me": lambda r: guarded(r, lambda _: answer(200, {"name": "mira"})),
          "POST /login": lambda r: answer(200, {"token": KEY}) if (r.json() or {}).get("password") == "made-up-Pa55"
          else answer(401, {"error": "wrong"})}


def parsed_first(request):
    """A body parser in front of everything, as Express has it with app.use(express.json())."""
    if request.body and not isinstance(request.json(), (dict, list)):
        return answer(400, {"error": f"Unexpected token in JSON at {len(request.body)}"})
    route = ROUTES.get(f"{request.method} {request.path}")
    if route and request.method == "POST" and isinstance(request.json(), list) and request.path == "/login":
        return answer(401, {"error": "wrong"})
    return route(request) if route else answer(404, {"error": "no such route"})


def none_made(state):
    sent = [r for r in state.requests if r.credential() == KEY and isinstance(r.json(), (dict, list))]
    return f"the valid credential was sent with {sent[0].body}" if sent else None


situation("a parser stands in front of every gate",
    scan(exit=0, complete=True, after=none_made, allow=["no-challenge"],
         operations={"POST /notes": expected("enforced", reason="lacks"), "GET /me": expected("enforced", granted=["mira"]),
                     "POST /lists": expected("enforced"), "POST /late": expected("inconclusive", reason="looks for what the body lacks"),
                     "POST /open": expected("inconclusive", reason="it is open, or asks"), "POST /login": expected("public"),
                     "POST /presence": expected("inconclusive", reason="worthless")}),
    contract=contract({"POST /notes": takes(NOTE, security="bearer"), "POST /late": takes(NOTE, security="bearer"),
                       "POST /open": takes(NOTE, security="bearer"), "GET /me": "bearer",
                       "POST /presence": takes(NOTE, security="bearer"),
                       "POST /lists": takes({"type": "array", "items": {"type": "string"}}, security="bearer"),
                       "POST /login": takes({"username": "string", "password": "string"}, security="")}),
    identities={"mira": {"username": "mira", "password": "made-up-Pa55"}}, serve=parsed_first)

situation("a write without a gate takes whatever parses",
    scan(exit=1, allow=["no-challenge"],
         operations={"POST /lax": expected("open", "anonymous-access"), "GET /me": expected("enforced", granted=["mira"])}),
    contract=contract({"POST /lax": takes(NOTE, security="bearer"), "GET /me": "bearer"}),
    identities={"mira": {"bearer": KEY}}, serve=parsed_first)

situation("nothing is required, so that nothing is lacking",
    scan(allow=["no-challenge"], after=lambda state: none_made(state) or getattr(state, "count_made", None),
         operations={"POST /lax": expected("inconclusive"), "GET /me": expected("enforced", granted=["mira"])}),
    contract=contract({"POST /lax": takes({"type": "object", "properties": {"text": {"type": "string"}}}, security="bearer"),
                       "GET /me": "bearer"}),
    identities={"mira": {"bearer": KEY}}, serve=parsed_first)

situation("a login that the contract requires nothing of gave the credential",
    scan(exit=0, complete=True, allow=["no-challenge"],
         operations={"POST /login": expected("public", reason="got its credential"), "GET /me": expected("enforced", granted=["mira"]),
                     "POST /other": expected("inconclusive")}),
    contract=contract({"GET /me": "bearer", "POST /login": takes(
        {"type": "object", "properties": {"username": {"type": "string"}, "password": {"type": "string"}}}, security=""),
        "POST /other": takes({"type": "object"}, security="")}),
    identities={"mira": {"username": "mira", "password": "made-up-Pa55"}}, serve=parsed_first)
