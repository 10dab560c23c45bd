# SPDX-License-Identifier: Apache-2.0
"""Credentials that the user gives in other ways than expected: with -H, for a scheme by name, for none at all."""
import json

from situation import *

TOKEN = "annas-made-up-token-77"
RIGHT = {"GET /orders": expected("enforced", allow=["no-challenge"]), "GET /open": expected("open", "anonymous-access")}


def tenant_and_token(request):
    if request.headers.get("X-Tenant") != "acme":
        return answer(400, {"detail": "which tenant?"})
    if request.path == "/open":
        return answer(200, {"orders": [1, 2]})
    if request.path != "/orders":
        return not_found()
    return answer(200, {"orders": [{"id": 7}]}) if request.credential() == TOKEN else refuse()


TWO = contract({"GET /orders": "bearer", "GET /open": "bearer"})
situation("the token comes with -H, beside a header that the API wants of everybody",
          scan("-H", "X-Tenant: acme", "-H", "Authorization: Bearer " + TOKEN, exit=1, complete=True,
               operations={**RIGHT, "GET /orders": expected("enforced", granted=["header"])},
               silent=[TOKEN], reports=["json", "html", "md", "sarif", "xml"]),
          contract=TWO, serve=tenant_and_token)

situation("-H and a file: two identities",
          scan("-H", "X-Tenant: acme", "-H", "Authorization: Bearer " + TOKEN, exit=1, complete=True,
               operations={**RIGHT, "GET /orders": expected("enforced", granted=["header", "anna"])}),
          contract=TWO, identities={"anna": {"bearer": TOKEN}}, serve=tenant_and_token)


def curl_shows_tenant(state):
    return None


situation("a curl line shows what every request carries",
          scan("-H", "X-Tenant: acme", exit=1, operations=RIGHT, says=[r"curl .*-H 'X-Tenant: acme'"]),
          contract=TWO, identities={"anna": {"bearer": TOKEN}}, serve=tenant_and_token)


def by_key(request):
    if request.path != "/orders":
        return not_found()
    return answer(200, {"orders": [7]}) if request.headers.get("X-Desk-Key") == TOKEN else refuse(challenge=None)


situation("an API key of the contract's comes with -H",
          scan("-H", "X-Desk-Key: " + TOKEN, exit=0, complete=True, allow=["no-challenge"],
               operations={"GET /orders": expected("enforced", granted=["header"])}),
          contract=contract({"GET /orders": "key"}, {"key": api_key("X-Desk-Key")}), serve=by_key)

situation("the file gives a value for a scheme by its name",
          scan(exit=0, complete=True, allow=["no-challenge"],
               operations={"GET /orders": expected("enforced", granted=["anna"])}),
          contract=contract({"GET /orders": "key"}, {"key": api_key("X-Desk-Key")}),
          identities={"anna": {"schemes": {"key": TOKEN}}}, serve=by_key)

for given in ({"token": TOKEN}, {"cookie": {"shop": TOKEN}}, {"header": {"X-Other": TOKEN}}):
    situation("what the file gives fits no scheme: %s" % json.dumps(given),
              scan(exit=3, complete=False, operations=None, says=["anna: .*fits none of the schemes.*bearer"]),
              contract=contract({"GET /orders": "bearer"}), identities={"anna": given},
              serve=lambda request: answer(200, {"orders": [7]}) if request.credential() == "x" else refuse())


def only_the_cookie(request):
    if request.path == "/both":
        return answer(200, {"user": "anna"}) if request.cookies.get("sid") == TOKEN else refuse()
    if request.path == "/token":
        return answer(200, {"user": "anna"}) if request.credential() == TOKEN else refuse()
    return not_found()


situation("of two schemes by choice the operation takes the second alone",
          scan(exit=1, complete=True, operations={"GET /both": expected("enforced", granted=["anna"], allow=["scheme-confusion"]),
                                                  "GET /token": expected("enforced", granted=["anna"])}),
          contract=contract({"GET /both": [{"bearer": []}, {"session": []}], "GET /token": "bearer"},
                            {"bearer": BEARER, "session": api_key("sid", "cookie")}),
          identities={"anna": {"bearer": TOKEN, "cookie": {"sid": TOKEN}}}, serve=only_the_cookie)


OPENAPI = contract({"GET /orders": "bearer"})


def behind_login(request):
    if request.path == "/openapi.json":
        return answer(200, OPENAPI) if request.credential() == TOKEN else answer(403, {"detail": "log in"})
    if request.path == "/orders":
        return answer(200, {"orders": [7]}) if request.credential() == TOKEN else refuse()
    return not_found()


situation("the contract itself is for users only, and is fetched with -H",
          scan("-H", "Authorization: Bearer " + TOKEN, contract=None, exit=0, complete=True, says=["/openapi.json.*found"],
               operations={"GET /orders": expected("enforced", granted=["header"])}), serve=behind_login)

situation("the contract itself is for users only, and is fetched with the file's token",
          scan(contract=None, exit=0, complete=True, says=["/openapi.json.*found"],
               operations={"GET /orders": expected("enforced", granted=["anna"])}),
          identities={"anna": {"bearer": TOKEN}}, serve=behind_login)

OLD = jwt({"sub": "anna", "exp": 1700000000})


def by_jwt(expiry):
    def serve(request):
        if request.path != "/orders":
            return not_found()
        return answer(200, {"orders": [7]}) if read_jwt(request.credential(), expiry=expiry) else refuse()
    return serve


situation("all that the user has is a token that has ended, and it still opens",
          scan(exit=1, operations={"GET /orders": expected("open", "jwt-expired-accepted")}, says=["sent all the same"],
               allow=["jwt-long-lived"]),
          contract=contract({"GET /orders": "bearer"}), identities={"anna": {"bearer": OLD}}, serve=by_jwt(False))

situation("all that the user has is a token that has ended, and it is refused: nothing was judged",
          scan(exit=3, complete=False, operations={"GET /orders": expected("enforced|inconclusive")}),
          contract=contract({"GET /orders": "bearer"}), identities={"anna": {"bearer": OLD}}, serve=by_jwt(True))

# What fits no scheme, where the refusal does not say what it misses: cookies of a browser, a field that goes with all.


def by_cookie(refusal, mine=lambda r: r.cookies.get("sid") == TOKEN, any_one=lambda r: "sid" in r.cookies):
    def serve(request):
        gate = {"/mine": mine, "/any": any_one}.get(request.path)
        if request.path == "/login":
            return answer(200, "<form method=post><input name=username><input type=password name=password></form>")
        if not gate or request.method not in ("GET", "HEAD"):
            return not_found()
        return answer(200, {"rows": [1, 2], "of": request.path}) if gate(request) else refusal(request)
    return serve


SILENT = {"says nothing": lambda r: refuse(challenge=None), "sends to the login":
          lambda r: answer(302, None, {"Location": "/login?next=" + r.path})}
for how, refusal in SILENT.items():
    for who, args, given in (("header", ["-H", "Cookie: sid=" + TOKEN], None), ("anna", [], {"anna": {"cookie": {"sid": TOKEN}}})):
        situation(f"the contract says bearer, the API takes a cookie, and its refusal {how}: given by {who}",
                  scan(*args, exit=1, complete=True, allow=["no-challenge"], silent=[TOKEN], reports=["json", "html", "md", "xml"],
                       operations={"GET /mine": expected("enforced", granted=[who]),
                                   "GET /any": expected("open", "any-token-accepted")}),
                  contract=contract({"GET /mine": "bearer", "GET /any": "bearer"}), identities=given,
                  serve=by_cookie(refusal))
    situation(f"a key that -H says to send with all requests is what opens, and the refusal {how}",
              scan("-H", "X-Api-Key: " + TOKEN, exit=3, complete=False, allow=["no-challenge"],
                   operations={"GET /mine": expected("inconclusive", reason="goes with every request")}, silent=[TOKEN],
                   reports=["json", "sarif"]),
              contract=contract({"GET /mine": "bearer"}),
              serve=by_cookie(refusal, mine=lambda r: r.headers.get("X-Api-Key") == TOKEN))

situation("a gateway wants a key of everybody, which goes with all requests; behind it one operation is open",
          scan("-H", "X-Api-Key: " + TOKEN + "-gateway", exit=1, complete=True, silent=[TOKEN], reports=["json", "sarif"],
               operations={"GET /mine": expected("enforced", granted=["anna"]), "GET /any": expected("open", "anonymous-access")}),
          contract=contract({"GET /mine": "bearer", "GET /any": "bearer"}), identities={"anna": {"bearer": TOKEN}},
          serve=lambda r: answer(403, {"message": "Forbidden"}) if r.headers.get("X-Api-Key") != TOKEN + "-gateway" else
          by_cookie(lambda r: refuse(), lambda r: r.credential() == TOKEN, lambda r: True)(r))
