# SPDX-License-Identifier: Apache-2.0
"""Double submit: a readable cookie that must come back in a header. It is no credential."""
import secrets

from situation import *

USERS = {"anna": "annas-made-up-pw"}
IDENTITIES = {"anna": {"username": "anna", "password": "annas-made-up-pw"}}
NOTE = takes({"text": "string"}, security="session")
SESSION = {"session": api_key("sid", "cookie")}
ALLOW = ["no-rate-limit", "insecure-cookie", "session-fixation", "no-challenge"]


def api(cookie, header, guard_all=False):
    """/notes is open to who has no session; /tasks asks for it. guard_all: the pair is asked for before the session."""
    def serve(request):
        given = request.json() if request.body else None
        if (request.method, request.path) == ("POST", "/login"):
            user = given.get("username") if isinstance(given, dict) else None
            if user not in USERS or given.get("password") != USERS[user]:
                return answer(401, {"msg": "wrong"})
            sid, csrf = secrets.token_hex(12), secrets.token_hex(12)
            with request.state.lock:
                request.state.__dict__.setdefault("sessions", {})[sid] = user, csrf
            return answer(200, {"ok": True}, {"Set-Cookie": ["sid=%s; HttpOnly" % sid, "%s=%s; Path=/" % (cookie, csrf)]})
        if (request.method, request.path) not in (("GET", "/notes"), ("POST", "/notes"), ("POST", "/tasks")):
            return not_found()
        user, csrf = request.state.__dict__.get("sessions", {}).get(request.cookies.get("sid"), (None, None))
        if request.method == "GET":
            return answer(200, [{"id": 1, "owner": user}]) if user else answer(401, {"msg": "log in"})
        same = request.cookies.get(cookie) and request.cookies.get(cookie) == request.headers.get(header)
        if (guard_all or user) and not same:
            return answer(403, {"msg": "the CSRF pair is missing"})
        if not user and request.path != "/notes":
            return answer(401, {"msg": "log in"})
        if not isinstance(given, dict) or not isinstance(given.get("text"), str):
            return answer(400, {"msg": "no text"})
        return answer(201, {"id": 2, "text": given["text"]})
    return serve


for cookie, header in (("csrf_access_token", "X-CSRF-TOKEN"), ("XSRF-TOKEN", "X-XSRF-TOKEN"), ("csrftoken", "X-CSRFToken"),
                       ("desk-csrf", "X-CSRF-Token"), ("_csrf", "CSRF-Token"), ("antiforgery", "RequestVerificationToken")):
    for guard_all in (False, True):
        situation("the cookie %s comes back in %s%s" % (cookie, header, ", at every write" if guard_all else ""),
                  scan("--allow-writes", exit=1, complete=True, allow=ALLOW,
                       operations={"GET /notes": expected("enforced", granted=["anna"]),
                                   "POST /notes": expected("open", "anonymous-access"),
                                   "POST /tasks": expected("enforced", granted=["anna"])}),
                  contract=contract({"POST /login": takes({"username": "string", "password": "string"}, security=""),
                                     "GET /notes": "session", "POST /notes": NOTE, "POST /tasks": NOTE}, SESSION),
                  identities=IDENTITIES, serve=api(cookie, header, guard_all))

GUARDED = takes({"text": "string"}, security="session", parameters=[
    {"name": "X-Form-Guard", "in": "header", "required": True, "schema": {"type": "string"}}])
situation("the contract names a header of the house for what a readable cookie holds",
          scan("--allow-writes", exit=1, complete=True, allow=ALLOW,
               operations={"GET /notes": expected("enforced", granted=["anna"]),
                           "POST /notes": expected("open", "anonymous-access"),
                           "POST /tasks": expected("enforced", granted=["anna"])}),
          contract=contract({"POST /login": takes({"username": "string", "password": "string"}, security=""),
                             "GET /notes": "session", "POST /notes": GUARDED, "POST /tasks": GUARDED}, SESSION),
          identities=IDENTITIES, serve=api("form_guard", "X-Form-Guard", True))

BOTH = {"requestBody": NOTE["requestBody"], "security": [{"session": [], "pair": []}]}
situation("the contract declares the header as an apiKey beside the session",
          scan("--allow-writes", exit=1, complete=True, allow=ALLOW,
               operations={"GET /notes": expected("enforced", granted=["anna"]),
                           "POST /notes": expected("open", "anonymous-access"),
                           "POST /tasks": expected("enforced", granted=["anna"])}),
          contract=contract({"POST /login": takes({"username": "string", "password": "string"}, security=""),
                             "GET /notes": "session", "POST /notes": BOTH, "POST /tasks": BOTH},
                            {**SESSION, "pair": api_key("X-CSRF-TOKEN")}),
          identities=IDENTITIES, serve=api("csrf_token", "X-CSRF-TOKEN"))
