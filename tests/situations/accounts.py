# SPDX-License-Identifier: Apache-2.0
"""Logins, sessions and logouts: what ends and what does not, what is new and what is not, what a refusal tells."""
from situation import *

PASSWORD = "annas-made-up-password"
IDENTITIES = {"anna": {"username": "anna", "password": PASSWORD}}
LOGIN = takes({"username": "string", "password": "string"}, security="")
LOGOUT = {"security": [{"auth": []}]}


def store(request):
    """Sessions and refresh tokens of this run, and how many there were."""
    return request.state.__dict__.setdefault("live", {}), request.state.__dict__.setdefault("number", [0])


def new(request, kind, user):
    live, number = store(request)
    number[0] += 1
    token = "%s-%06d-made-up-%s" % (kind, number[0] * 7919 % 999983, "q3x9")
    live[token] = user
    return token


def right(request):
    body = request.json()
    return isinstance(body, dict) and body.get("username") == "anna" and body.get("password") == PASSWORD


def refused_login(request):
    return answer(401, {"detail": "Wrong name or password."})


def tokens(ends, life=None, wrong=refused_login):
    """A bearer API. ends: whether a logout ends the token."""
    def serve(request):
        live, _ = store(request)
        if request.path == "/login":
            if not right(request):
                return wrong(request)
            return answer(200, {"access": new(request, "acc", "anna"), **({"expires_in": life} if life else {})})
        token = request.credential()
        if token not in live:
            return refuse()
        if request.path == "/logout":
            if ends:
                del live[token]
            return answer(204)
        return answer(200, {"id": 1, "name": "anna"})
    return serve


ENDING = contract({"POST /login": LOGIN, "GET /me": "auth", "POST /logout": LOGOUT}, {"auth": BEARER})
for words, ends, life, rule in (("a logout ends nothing", False, None, True), ("a logout ends the token", True, None, False),
                                ("a logout ends nothing, and the token ends by itself", False, 300, False)):
    situation(words, scan("--only", "logout-keeps-token", exit=1 if rule else 0,
                          operations={"POST /logout": expected(None, *["logout-keeps-token"] if rule else [])}),
              contract=ENDING, identities=IDENTITIES, serve=tokens(ends, life))


def sessions(at_login, ends=True, presession=False):
    """A session in a cookie. at_login: "new", "keep" (whatever comes) or "known" (what was given to strangers)."""
    def serve(request):
        live, _ = store(request)
        sid = request.cookies.get("sid")
        if request.path == "/login" and request.method == "POST":
            if not right(request):
                return refused_login(request)
            if (at_login == "keep" and sid) or (at_login == "known" and sid in live):
                live[sid] = "anna"
                return answer(200, {"ok": True})
            return answer(200, {"ok": True}, {"Set-Cookie": "sid=%s; HttpOnly" % new(request, "sid", "anna")})
        if request.path == "/logout" and live.get(sid):
            if ends:
                del live[sid]
            return answer(200, {"ok": True}, {"Set-Cookie": "sid=; Max-Age=0"})
        if live.get(sid):
            return answer(200, {"id": 1, "name": "anna"})
        stranger = {"Set-Cookie": "sid=%s; HttpOnly" % new(request, "pre", None)} if presession and sid not in live else {}
        return answer(401, {"detail": "Log in first."}, {"WWW-Authenticate": "Cookie", **stranger})
    return serve


COOKIE = {"auth": api_key("sid", "cookie")}
SESSION = contract({"POST /login": LOGIN, "GET /me": "auth", "POST /logout": LOGOUT}, COOKIE)
for words, serve, rules in (
        ("a login takes whatever session comes", sessions("keep"), {"POST /login": "session-fixation"}),
        ("a login keeps the session that strangers are given", sessions("known", presession=True), {"POST /login": "session-fixation"}),
        ("a login begins a new session", sessions("new"), {}),
        ("strangers have sessions, and a login begins another", sessions("new", presession=True), {}),
        ("a logout clears the cookie and nothing else", sessions("new", ends=False), {"POST /logout": "logout-keeps-token"})):
    situation(words, scan("--only", "session-fixation", "--only", "logout-keeps-token", exit=1 if rules else 0,
                          operations={name: expected(None, rule) for name, rule in rules.items()}),
              contract=SESSION, identities=IDENTITIES, serve=serve)


def rotating(rotates, ends):
    def serve(request):
        live, _ = store(request)
        body = request.json() if request.method == "POST" else None
        if request.path == "/login":
            pair = {"access": new(request, "acc", "anna"), "refresh": new(request, "ref", "refresh")}
            return answer(200, pair) if right(request) else refused_login(request)
        if request.path == "/token/refresh":
            old = body.get("refresh") if isinstance(body, dict) else None
            if live.get(old) != "refresh":
                return answer(401, {"detail": "No such token."})
            if rotates and ends:
                del live[old]
            more = {"refresh": new(request, "ref", "refresh")} if rotates else {}
            return answer(200, {"access": new(request, "acc", "anna"), **more})
        return answer(200, {"id": 1}) if live.get(request.credential()) == "anna" else refuse()
    return serve


REFRESH = contract({"POST /login": LOGIN, "GET /me": "auth", "POST /token/refresh": takes({"refresh": "string"}, security="")},
                   {"auth": BEARER})
for words, serve, rule in (("refresh tokens are rotated, and the old ones go on working", rotating(True, False), True),
                           ("refresh tokens are rotated, and the old ones end", rotating(True, True), False),
                           ("refresh tokens are not rotated", rotating(False, False), False)):
    situation(words, scan("--only", "refresh-reuse", exit=1 if rule else 0, silent=["ref-0"], reports=["json"],
                          operations={"POST /token/refresh": expected(None, *["refresh-reuse"] if rule else [])}),
              contract=REFRESH, identities=IDENTITIES, serve=serve)


def telling(known, unknown):
    def wrong(request):
        body = request.json() or {}
        there = isinstance(body, dict) and body.get("username") == "anna"
        return (known if there else unknown)(request, body.get("username"))
    return tokens(True, wrong=wrong)


def counting(request, user):
    with request.state.lock:
        request.state.count += 1
        return answer(401, {"detail": "No.", "request": request.state.count})


say = lambda status, words: lambda request, user: answer(status, {"detail": words})
for words, serve, rule in (
        ("a login says that there is no such user", telling(say(401, "Wrong password."), say(401, "No such user.")), True),
        ("a login answers 404 for names that nobody has", telling(say(401, "No."), say(404, "No.")), True),
        ("a login answers 400 for names that nobody has", telling(say(401, "No."), say(400, "No.")), True),
        ("a login says the same of name and password", telling(say(401, "No."), say(401, "No.")), False),
        ("a login's refusals are numbered", telling(counting, counting), False),
        ("a login repeats the name", telling(lambda r, u: answer(401, {"detail": "No entry for %s." % u}),
                                             lambda r, u: answer(401, {"detail": "No entry for %s." % u})), False)):
    situation(words, scan("--only", "user-enumeration", exit=1 if rule else 0,
                          operations={"POST /login": expected(None, *["user-enumeration"] if rule else [])}),
              contract=contract({"POST /login": LOGIN, "GET /me": "auth"}, {"auth": BEARER}), identities=IDENTITIES, serve=serve)


def guarded(limit, counts=lambda request: "all", late=answer(429, {"detail": "Too many."}, {"Retry-After": "60"})):
    """A login that answers something else after that many wrong passwords of whoever counts as the same."""
    sound = tokens(True)

    def serve(request):
        if request.path != "/login":
            return sound(request)
        who = (counts(request), (request.json() or {}).get("username"))
        with request.state.lock:
            failures = request.state.__dict__.setdefault("failures", {})
            if failures.get(who, 0) >= limit:
                return late
            if not right(request):
                failures[who] = failures.get(who, 0) + 1
        return sound(request)
    return serve


for words, serve, rule in (
        ("a login may be guessed at without end", tokens(True), True),
        ("a login says stop after five failures", guarded(5), False),
        ("a login is locked after ten failures", guarded(10, late=answer(403, {"detail": "Locked."})), False),
        ("a login asks for a riddle after three failures", guarded(3, late=answer(401, {"detail": "Solve this.", "riddle": 7})), False),
        ("a login's limit believes X-Forwarded-For", guarded(5, lambda r: r.headers.get("X-Forwarded-For")), True)):
    situation(words, scan("--only", "no-rate-limit", "--guesses", "20", exit=1 if rule else 0,
                          operations={"POST /login": expected(None, *["no-rate-limit"] if rule else [])}),
              contract=contract({"POST /login": LOGIN, "GET /me": "auth"}, {"auth": BEARER}), identities=IDENTITIES, serve=serve)
