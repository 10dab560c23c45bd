# SPDX-License-Identifier: Apache-2.0
"""Tokens against forged requests that have to be fetched: held to a session, or to a cookie that scripts cannot read."""
import hashlib
import secrets
import urllib.parse

from situation import *

ANNA = {"anna": {"username": "anna", "password": "annas-made-up-pw"}}
NOTE = takes({"text": "string"}, security="session")
ALLOW = ["no-rate-limit", "insecure-cookie", "session-fixation", "no-challenge", "undocumented-operation"]
FIELDS = {"username": "string", "password": "string"}


def token_of(sid):
    return hashlib.sha256(b"made-up" + sid.encode()).hexdigest()


class Shop:
    """/notes is open to whoever comes with a token; /tasks asks for a session. Sessions are begun for anybody."""

    def __init__(self, place, hand_out, header="X-CSRF-Token", login_guarded=False, renews=True):
        self.place, self.hand_out, self.header, self.login_guarded, self.renews = place, hand_out, header, login_guarded, renews

    def __call__(self, request):
        users = request.state.__dict__.setdefault("users", {})
        sid = request.cookies.get("sid")
        fresh = {} if sid in users else {"Set-Cookie": "sid=%s; HttpOnly" % (sid := secrets.token_hex(12))}
        user = users.setdefault(sid, None)
        given = request.json() if request.body else None
        if (request.method, request.path) == ("GET", self.place):
            return self.hand_out(token_of(sid), fresh)
        writes = request.method == "POST" and request.path in ("/login", "/notes", "/tasks")
        if writes and (request.path != "/login" or self.login_guarded) and request.headers.get(self.header) != token_of(sid):
            return answer(403, {"error": "invalid csrf token"}, fresh)
        if (request.method, request.path) == ("POST", "/login"):
            if not isinstance(given, dict) or given.get("password") != "annas-made-up-pw":
                return answer(401, {"msg": "wrong"})
            if self.renews:
                fresh = {"Set-Cookie": "sid=%s; HttpOnly" % (sid := secrets.token_hex(12))}
            users[sid] = "anna"
            return answer(200, {"ok": True}, fresh)
        if request.path == "/notes" and request.method == "GET":
            return answer(200, [{"id": 1, "owner": user}]) if user else answer(401, {"msg": "log in"})
        if not writes:
            return not_found()
        if not user and request.path == "/tasks":
            return answer(401, {"msg": "log in"})
        if not isinstance(given, dict) or not isinstance(given.get("text"), str):
            return answer(400, {"msg": "no text"})
        return answer(201, {"id": 2, "text": given["text"]})


def page(html):
    return lambda token, more: answer(200, "<!doctype html><html>" + html % token + "</html>", more)


def told(**members):
    return lambda token, more: answer(200, {name: value % token if "%" in value else value for name, value in members.items()}, more)


SHOPS = [
    ("the first page has it in a meta element", Shop("/", page('<meta content="%s" name="csrf-token" />')), {}),
    ("the first page has it in a hidden field", Shop("/", page('<form><input type="hidden" name="csrfmiddlewaretoken" value="%s"></form>')), {}),
    ("the first page has it in a meta element, and the header's name",
     Shop("/", page('<meta name="_csrf" content="%s"/><meta name="_csrf_header" content="X-Shop-Guard"/>'), "X-Shop-Guard"), {}),
    ("an endpoint tells it, as Express services do; the login asks for it, too",
     Shop("/csrf-token", told(csrfToken="%s"), login_guarded=True, renews=False), {}),
    ("an endpoint of the contract tells it, with the header's name",
     Shop("/security/csrf", told(headerName="X-XSRF-Shop", parameterName="_csrf", token="%s"), "X-XSRF-Shop"),
     {"GET /security/csrf": ""}),
    ("a field of an endpoint's answer tells it",
     Shop("/csrf", lambda token, more: answer(204, None, {**more, "X-CSRF-Token": token})), {}),
]
for words, shop, more in SHOPS:
    situation("a token to be fetched: " + words,
              scan("--allow-writes", exit=1, complete=True, allow=ALLOW,
                   operations={"GET /notes": expected("enforced", granted=["anna"]),
                               "POST /notes": expected("open", "anonymous-access"),
                               "POST /tasks": expected("enforced", granted=["anna"])}),
              contract=contract({"POST /login": takes(FIELDS, security=""), "GET /notes": "session", "POST /notes": NOTE,
                                 "POST /tasks": NOTE, **more}, {"session": api_key("sid", "cookie")}),
              identities=ANNA, serve=shop)


def laravel(request):
    """The cookie's value is percent-encoded; what comes back is not."""
    held = request.state.__dict__.setdefault("held", {})
    given = request.json() if request.body else None
    if (request.method, request.path) == ("POST", "/login"):
        if not isinstance(given, dict) or given.get("password") != "annas-made-up-pw":
            return answer(401, {"msg": "wrong"})
        sid, token = secrets.token_hex(12), secrets.token_hex(12) + "/+="
        held[sid] = token
        return answer(200, {"ok": True}, {"Set-Cookie": ["sid=%s; HttpOnly" % sid, "XSRF-TOKEN=" + urllib.parse.quote(token, safe="")]})
    if (request.method, request.path) != ("POST", "/tasks"):
        return not_found()
    token = held.get(request.cookies.get("sid"))
    if not token:
        return answer(401, {"msg": "log in"})
    if request.headers.get("X-XSRF-TOKEN") != token:
        return answer(419, {"message": "CSRF token mismatch."})
    return answer(201, {"id": 2}) if isinstance(given, dict) and "text" in given else answer(422, {"message": "The text field is required."})


situation("the cookie is percent-encoded, and what comes back is not",
          scan("--allow-writes", exit=0, complete=True, allow=ALLOW, operations={"POST /tasks": expected("enforced", granted=["anna"])}),
          contract=contract({"POST /login": takes(FIELDS, security=""), "POST /tasks": NOTE}, {"session": api_key("sid", "cookie")}),
          identities=ANNA, serve=laravel)
