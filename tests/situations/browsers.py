# SPDX-License-Identifier: Apache-2.0
"""What answers allow browsers: other sites' scripts, and cookies that scripts can read."""
import re

from situation import *

TOKEN = "tok-anna-61f0c8d2"


def origins(allow, credentials=True):
    """allow: from an origin to the one that the answer names, or None."""
    def serve(request):
        if request.credential() != TOKEN:
            return refuse()
        origin = request.headers.get("Origin")
        named = allow(origin) if origin else None
        headers = {"Access-Control-Allow-Origin": named} if named else {}
        return answer(200, {"id": 1}, {**headers, **({"Access-Control-Allow-Credentials": "true"} if credentials and named else {})})
    return serve


OURS = "http://127.0.0.1"
for words, allow, credentials, rule in (
        ("any origin is copied into the answer", lambda o: o, True, True),
        ("null is allowed", lambda o: o if o == "null" else None, True, True),
        ("an origin need only begin like the API's", lambda o: o if o.startswith(OURS) else None, True, True),
        ("an origin need only hold the API's name", lambda o: o if "127.0.0.1" in o else None, True, True),
        ("any origin is copied, without credentials", lambda o: o, False, False),
        ("all origins, without credentials", lambda o: "*", False, False),
        ("all origins with credentials, which browsers refuse", lambda o: "*", True, False),
        ("one origin, whoever asks", lambda o: "https://app.example.com", True, False),
        ("origins are looked up in a list", lambda o: o if o in ("https://app.example.com",) else None, True, False),
        ("origins are matched as a whole", lambda o: o if re.fullmatch(r"http://127\.0\.0\.1(:\d+)?", o) else None, True, False)):
    situation(words, scan("--only", "cors-any-origin", exit=1 if rule else 0,
                          operations={"GET /me": expected(None, *["cors-any-origin"] if rule else [])}),
              contract=contract({"GET /me": "bearer"}), identities={"anna": {"bearer": TOKEN}}, serve=origins(allow, credentials))

SESSION = "sid-anna-0f6be2a974c1"


def cookies(flags, name="sid", extra=()):
    def serve(request):
        if request.path == "/login":
            body = request.json() or {}
            if not isinstance(body, dict) or body.get("password") != "annas-made-up-password":
                return answer(401, {"detail": "No."})
            return answer(200, {"ok": True}, {"Set-Cookie": ["%s=%s; Path=/%s" % (name, SESSION, flags), *extra]})
        return answer(200, {"id": 1}) if request.cookies.get(name) == SESSION else refuse(challenge="Cookie")
    return serve


LOGIN = takes({"username": "string", "password": "string"}, security="")
for words, flags, extra, rule in (
        ("a session's cookie has no flags", "", (), True),
        ("a session's cookie is for this site alone, but scripts can read it", "; SameSite=Lax", (), True),
        ("other sites' requests carry the cookie, in the clear", "; HttpOnly; SameSite=None", (), True),
        ("a session's cookie is out of scripts' reach", "; HttpOnly", (), False),
        ("a session's cookie has all flags", "; HttpOnly; Secure; SameSite=Strict", (), False),
        ("a language and a CSRF token may be read by scripts", "; HttpOnly; SameSite=Lax",
         ("lang=en-GB-oxendict-long; Path=/", "csrftoken=0123456789abcdef0123; Path=/"), False),
        ("an old cookie is taken back", "; HttpOnly", ("session=deleted-deleted; Max-Age=0",), False)):
    situation(words, scan("--only", "insecure-cookie", exit=1 if rule else 0, silent=[SESSION], reports=["json"],
                          operations={"POST /login": expected(None, *["insecure-cookie"] if rule else [])}),
              contract=contract({"POST /login": LOGIN, "GET /me": "session"}, {"session": api_key("sid", "cookie")}),
              identities={"anna": {"username": "anna", "password": "annas-made-up-password"}}, serve=cookies(flags, extra=extra))
