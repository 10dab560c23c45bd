# SPDX-License-Identifier: Apache-2.0
"""What logins answer: where the token may stand, and what is said where there is none."""
from situation import *

KEY = "annas-made-up-token-0001"
ANNA = {"anna": {"username": "anna", "password": "annas-made-up-pw"}}
ALLOW = ["no-rate-limit", "insecure-cookie", "token-in-cookie"]
API = contract({"POST /login": takes({"username": "string", "password": "string"}, security=""), "GET /me": "bearer"})


def login(given, path="/login"):
    def serve(request):
        if (request.method, request.path) == ("POST", path):
            return given if (request.json() or {}).get("password") == "annas-made-up-pw" else refuse("wrong")
        if request.path == "/login" and request.method == "POST":
            return answer(307, "", {"Location": path})
        if request.path != "/me":
            return not_found()
        return answer(200, {"user": "anna"}) if request.credential() == KEY else refuse()
    return serve


for words, serve in (("a field of its own", login(answer(200, {"ok": True}, {"X-Auth-Token": KEY}))),
                     ("a cookie", login(answer(200, {"ok": True}, {"Set-Cookie": f"access_token={KEY}; HttpOnly"}))),
                     ("a list", login(answer(200, [{"token": KEY}]))),
                     ("a plain text", login(answer(200, KEY))),
                     ("an object of objects, behind a slash", login(answer(200, {"data": {"session": {"jwt": KEY}}}), "/login/"))):
    situation(f"the token stands in {words}",
              scan("--include", "*/me", exit=0, complete=True, allow=ALLOW, operations={"GET /me": expected("enforced", granted=["anna"])}),
              contract=API, identities=ANNA, serve=serve)

NAME = r"name the place in the identities file, as login: \{operation: POST /path, token: /pointer\}"
for words, given, says in (
        ("a page", answer(200, "<html>Welcome</html>"), ["answered 200 with a page, without a token", NAME]),
        ("nothing", answer(204), ["answered 204 with nothing, without a token", NAME]),
        ("members of the house", answer(200, {"result": {"value": KEY}}), ["answered 200 with the member result, without a token", NAME]),
        ("another host", answer(302, "", {"Location": "https://sso.example/authorize?ticket=hush-hush"}),
         ["answered 302 to https://sso.example/authorize, another host", "give a credential instead, as bearer: env:TOKEN"]),
        ("a request for a code", answer(401, {"code": "otp_required"}), ["answered 401 .*asks for a one-time code: .*otp: env:SEED"])):
    situation(f"the login answers with {words}: that is no credential",
              scan("--include", "*/me", exit=3, complete=False, allow=ALLOW, silent=[KEY, "hush-hush"], says=[r"identities:\d+:\d+: error: anna: POST /login", *says],
                   operations={"GET /me": expected("enforced", reason="not tried with a valid one")}),
              contract=API, identities=ANNA, serve=login(given))
