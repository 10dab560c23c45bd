# SPDX-License-Identifier: Apache-2.0
"""No contract was given, and the one that is served is not for everybody."""
from situation import *

BOOKS = contract({"GET /books": "bearer"})


def hidden(place, let_in, refused):
    def serve(request):
        if request.path == place:
            return answer(200, BOOKS) if let_in(request) else refused
        if request.path == "/login":
            return answer(200, "<html><form><input type=password name=p></form></html>")
        if request.path == "/books":
            return answer(200, [{"id": 1}]) if request.credential() == "ada-made-up-token" else refuse()
        return not_found()
    return serve


BEARER_ADA = {"bearer": "ada-made-up-token"}
FOUND = dict(contract=None, exit=0, complete=True, operations={"GET /books": expected("enforced", granted=["ada"])},
             allow=["no-challenge"])
bearer = lambda request: request.credential() == "ada-made-up-token"
token = lambda request: request.credential("Token") == "ada-other-token"
key = lambda request: request.headers.get("X-Docs-Key") == "ada-docs-key"
cookie = lambda request: request.cookies.get("sid") == "ada-session-id"
basic = lambda request: request.basic() == ("ada", "adas pass phrase")
for words, way, more, refused in (
        ("a bearer token, after 401", bearer, {}, refuse()),
        ("a bearer token, after 403", bearer, {}, refuse(status=403, challenge=None)),
        ("a token, after 401", token, {"token": "ada-other-token"}, refuse()),
        ("a header of its own", key, {"header": {"X-Docs-Key": "ada-docs-key"}}, refuse(status=403, challenge=None)),
        ("a session, after a redirect to the login page", cookie, {"cookie": {"sid": "ada-session-id"}},
         answer(302, "", {"Location": "/login"})),
        ("Basic", basic, {"basic": "ada:adas pass phrase"}, refuse(challenge="Basic"))):
    situation(f"the contract is shown to {words}",
              scan(**FOUND, says=[r"/api/schema/: note: the contract was found here, with the credential of ada"]),
              identities={"ada": {**BEARER_ADA, **more}}, serve=hidden("/api/schema/", way, refused))

situation("a contract that is named is fetched with an identity's credential, too",
    scan("{url}/private/books.json", **FOUND), identities={"ada": BEARER_ADA}, serve=hidden("/private/books.json", bearer, refuse()))
situation("nobody is shown the contract, and it is told who said what",
    scan(contract=None, exit=2, says=[r"/api/schema/ answered 403", r"/api-docs answered 200 with something else"],
         silent=["made-up-token"]), identities={"ada": BEARER_ADA},
    serve=lambda r: refuse(status=403, challenge=None) if r.path == "/api/schema/" else
    answer(200, {"docs": 1}) if r.path == "/api-docs" else not_found())
situation("there is none: near miss",
    scan(contract=None, exit=2, says=[r"none is at /api/schema/"], silent=["answered"]), identities={"ada": BEARER_ADA},
    serve=lambda request: not_found())


def behind_login(keep):
    """The contract stands behind a login that the file names. keep: "token" or "sid"."""
    def serve(request):
        request.state.logins = getattr(request.state, "logins", 0) + (request.path == "/enter")
        if (request.method, request.path) == ("POST", "/enter"):
            good = (request.json() or {}).get("password") == "adas-made-up-pw"
            more = {"Set-Cookie": "sid=adas-session-id; HttpOnly"} if keep == "sid" else {}
            return answer(200, {"data": {"key": "adas-made-up-token"}} if keep == "token" else {"ok": True}, more) if good else refuse("wrong")
        seen = request.credential() == "adas-made-up-token" if keep == "token" else request.cookies.get("sid") == "adas-session-id"
        if request.path == "/api/docs.json":
            return answer(200, contract({"GET /books": "c"}, {"c": BEARER if keep == "token" else api_key("sid", "cookie")})) if seen else refuse()
        return (answer(200, [{"id": 1}]) if seen else refuse()) if request.path == "/books" else not_found()
    return serve


for keep in ("token", "sid"):
    situation(f"the contract is shown after a login that the file names, to a {keep}",
              scan("-i", "identities.yaml", contract=None, exit=0, complete=True, allow=["no-challenge", "no-rate-limit"],
                   operations={"GET /books": expected("enforced", granted=["ada"])},
                   says=[r"/api/docs.json: note: the contract was found here, with the credential of ada"],
                   after=lambda state: None if state.logins <= 15 else f"{state.logins} logins"),
              serve=behind_login(keep), files={"identities.yaml": "login: {operation: POST /enter, token: /data/key}\n"
                                               "identities: {ada: {username: ada, password: adas-made-up-pw}}\n"})
situation("the login that should open the contract fails, and that is said",
          scan("-i", "identities.yaml", contract=None, exit=[2, 3], silent=["not-the-password"], says=["ada: POST /enter answered 401"]),
          serve=behind_login("token"), files={"identities.yaml": "login: {operation: POST /enter, token: /data/key}\n"
                                              "identities: {ada: {username: ada, password: not-the-password}}\n"})
