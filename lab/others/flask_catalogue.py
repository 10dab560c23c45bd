# SPDX-License-Identifier: Apache-2.0
"""A small Flask API for the rules on objects, roles, browsers and leaks: one flaw an operation, sound ones beside
them. Vulnerable on purpose, loopback only; every secret is LAB ONLY."""
import base64
import functools
import hmac
import json
import secrets
import time
import traceback

from flask import Flask, jsonify, request

app = Flask(__name__)
PASSWORDS = {name: "LAB-ONLY-%s-password" % name for name in ("alice", "bob", "carol")}
TOKENS = {"LAB-ONLY-catalogue-%s-5b17e0" % name: name for name in PASSWORDS}
SESSIONS = {}  # (cookie, id): name
REFRESH = {}  # token: name
ADMINS = {"carol"}
INVOICES = {"inv-7f31": "alice", "inv-08c2": "bob", "inv-c5d9": "alice"}


def who():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return TOKENS.get(token) if scheme == "Bearer" else None


def refused():
    return jsonify(error={"code": "unauthenticated"}), 401, {"WWW-Authenticate": "Bearer"}


def signed_in(view):
    @functools.wraps(view)
    def guarded(*args, **kwargs):
        return view(*args, **kwargs) if who() else refused()
    return guarded


def given():
    body = request.get_json(silent=True)
    body = body if isinstance(body, dict) else {}
    name = body.get("username")
    return name if name in PASSWORDS and PASSWORDS[name] == body.get("password") else None


def pair(name):
    token = secrets.token_urlsafe(24)
    REFRESH[token] = name
    return jsonify(token=next(t for t, n in TOKENS.items() if n == name), refresh=token)


@app.post("/login")
def login():
    name = given()
    return pair(name) if name else refused()


@app.post("/token/refresh")
def refresh():
    """Each refresh token is good for once."""
    body = request.get_json(silent=True)
    name = REFRESH.pop(body.get("refresh"), None) if isinstance(body, dict) else None
    return pair(name) if name else refused()


def invoice(key):
    return {"number": key, "amount": 40 + len(key), "customer": INVOICES[key]}


@app.get("/invoices")
@signed_in
def invoices():
    return jsonify(items=[invoice(key) for key, name in INVOICES.items() if name == who()])


@app.get("/invoices/<number>")
@signed_in
def any_invoice(number):
    return jsonify(invoice(number)) if number in INVOICES else (jsonify(error={"code": "none"}), 404)


@app.get("/receipts")
@signed_in
def receipts():
    return invoices()


@app.get("/receipts/<number>")
@signed_in
def own_receipt(number):
    return jsonify(invoice(number)) if INVOICES.get(number) == who() else (jsonify(error={"code": "none"}), 404)


@app.get("/admin/users")
@signed_in
def users():
    return jsonify(users=sorted(PASSWORDS))


@app.get("/admin/sessions")
@signed_in
def sessions():
    return jsonify(sessions=len(PASSWORDS)) if who() in ADMINS else (jsonify(error={"code": "role"}), 403)


def written():
    """Nothing is kept: a name that is a text would be too long, whatever it is."""
    body = request.get_json(silent=True)
    given_name = body.get("name") if isinstance(body, dict) else None
    return (jsonify(error={"code": "long"}), 422) if isinstance(given_name, str) else (jsonify(error={"code": "body"}), 400)


def for_administrators():
    return written() if who() in ADMINS else (jsonify(error={"code": "role"}), 403)


for thing, view in (("prices", written), ("fares", for_administrators), ("fees", for_administrators), ("wishes", written)):
    app.add_url_rule("/" + thing, "write_" + thing, signed_in(view), methods=["POST"])


# Tokens of an OAuth2 endpoint, which gives the scopes that are asked for, up to those that a user has.
SCOPES = ("orders:read", "reports:read")
SCOPED = {}  # token: (name, scopes)


@app.post("/oauth/token")
def oauth_token():
    form = request.form
    asked = (form.get("scope") or " ".join(SCOPES)).split()
    name = form.get("username")
    if PASSWORDS.get(name) is None or PASSWORDS[name] != form.get("password"):
        return jsonify(error="invalid_grant"), 400
    if not set(asked) <= set(SCOPES):
        return jsonify(error="invalid_scope"), 400
    token = secrets.token_urlsafe(24)
    SCOPED[token] = (name, asked)
    return jsonify(access_token=token, token_type="Bearer", scope=" ".join(asked))


def scoped(looks):
    """Any of the scopes that it looks for will do; none: it does not look."""
    def view():
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind != "Bearer" or token not in SCOPED:
            return refused()
        name, scopes = SCOPED[token]
        wanted = not looks or set(looks) & set(scopes)
        return jsonify(name=name, total=4711) if wanted else (jsonify(error={"code": "scope"}), 403)
    return view


for kind, looks in (("unlooked", ()), ("orders", ("orders:read",)), ("reports", ("reports:read",)), ("either", SCOPES)):
    app.add_url_rule("/scoped/" + kind, "scoped_" + kind, scoped(looks))


# A user by Basic, or by a signed token in a header of its own; roles of the token, or of the user.
KEY = secrets.token_bytes(32)


def encoded(value):
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def seal(message):
    return encoded(hmac.digest(KEY, message.encode(), "sha256"))


@app.post("/badge/login")
def badge():
    name = given()
    if not name:
        return refused()
    claims = {"sub": name, "role": "admin" if name in ADMINS else "user", "exp": int(time.time()) + 3600}
    message = "%s.%s" % tuple(encoded(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return jsonify(token="%s.%s" % (message, seal(message)))


def claims_of(token, verified):
    try:
        message, _, signature = token.rpartition(".")
        claims = json.loads(decoded(message.split(".")[1]))
    except (ValueError, IndexError):
        return None
    sound = hmac.compare_digest(seal(message), signature) and claims["exp"] > time.time()
    return claims if isinstance(claims, dict) and (sound or not verified) else None


def by_basic():
    auth = request.authorization
    known = auth is not None and auth.type == "basic" and PASSWORDS.get(auth.username) == auth.password
    return auth.username if known else None


def badge_view(trusting, only_admins):
    """trusting: beside a password, a token's claims are believed without its signature, whoever they name."""
    def view():
        name, token = by_basic(), request.headers.get("X-Badge-Token", "")
        claims = claims_of(token, verified=not (trusting and name)) if token else None
        who = claims["sub"] if claims and (trusting or not name) else name
        if not who or (token and not claims) or (name and claims and not trusting and claims["sub"] != name):
            return jsonify(error={"code": "unauthenticated"}), 401, {"WWW-Authenticate": "Basic"}
        role = claims.get("role") if claims and (trusting or not name) else "admin" if who in ADMINS else "user"
        if only_admins:
            return jsonify(rows=[1, 2, 3]) if role == "admin" else (jsonify(error={"code": "role"}), 403)
        return jsonify(name=who, desk=len(who) * 7)
    return view


for kind, trusting in (("trusting", True), ("holding", False)):
    app.add_url_rule("/%s/staff" % kind, kind + "_staff", badge_view(trusting, True))
    app.add_url_rule("/%s/desk" % kind, kind + "_desk", badge_view(trusting, False))


def staff_by_token():
    """The role is looked at in the badge alone: who comes by name and password is not asked."""
    name, claims = by_basic(), claims_of(request.headers.get("X-Badge-Token", ""), True)
    if not name and not claims:
        return jsonify(error={"code": "unauthenticated"}), 401, {"WWW-Authenticate": "Basic"}
    allowed = claims["role"] == "admin" if claims else bool(name)
    return jsonify(rows=[1, 2, 3]) if allowed else (jsonify(error={"code": "role"}), 403)


def by_badge():
    claims = claims_of(request.headers.get("X-Badge-Token", ""), True)
    return jsonify(name=claims["sub"]) if claims else refused()


app.add_url_rule("/badge/me", "badge_me", by_badge)
app.add_url_rule("/badge/staff", "badge_staff", staff_by_token)


def shared(origin):
    headers = {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"} if origin else {}
    return jsonify(name=who()), 200, {**headers, "Vary": "Origin"}


@app.get("/copied")
@signed_in
def copied():
    return shared(request.headers.get("Origin"))


@app.get("/listed")
@signed_in
def listed():
    origin = request.headers.get("Origin")
    return shared(origin if origin in ("https://app.lab.example",) else None)


@app.get("/ticket")
@signed_in
def ticket():
    return jsonify(name=who(), via=request.headers["Authorization"])


@app.get("/ticket-sound")
@signed_in
def ticket_sound():
    return jsonify(name=who(), via="Bearer")


def falling(tell):
    def view():
        try:
            scheme, _ = request.headers["Authorization"].split(" ", 1)
        except (KeyError, ValueError):
            return jsonify(error=tell()), 500
        return jsonify(name=who()) if scheme == "Bearer" and who() else refused()
    return view


app.add_url_rule("/traced", "traced", falling(traceback.format_exc))
app.add_url_rule("/untraced", "untraced", falling(lambda: "incident 4711"))


def unknown():
    return jsonify(error={"code": "no such user"}), 401, {"WWW-Authenticate": "Cookie"}


FAILURES = {}  # (cookie, username): wrong passwords in a row


def named():
    body = request.get_json(silent=True)
    return str(body.get("username")) if isinstance(body, dict) else None


def session(cookie, carries=False, limit=None, **flags):
    """A login; one that carries takes the session that comes, and tells who is no user."""
    def view():
        who, name = (cookie, named()), given()
        FAILURES[who] = 0 if name else FAILURES.get(who, 0) + 1
        if limit and FAILURES[who] > limit:
            return jsonify(error={"code": "too many"}), 429, {"Retry-After": "30"}
        if not name:
            return unknown() if carries and named() not in PASSWORDS else refused()
        sid = carries and request.cookies.get(cookie) or secrets.token_hex(16)
        SESSIONS[cookie, sid] = name
        response = jsonify(ok=True)
        response.set_cookie(cookie, sid, **flags)
        return response
    return view


def by_cookie(cookie):
    def view():
        name = SESSIONS.get((cookie, request.cookies.get(cookie)))
        return jsonify(name=name) if name else (jsonify(error={"code": "unauthenticated"}), 401, {"WWW-Authenticate": "Cookie"})
    return view


def logout(cookie, ends):
    def view():
        key = (cookie, request.cookies.get(cookie))
        if key not in SESSIONS:
            return refused()
        if ends:
            del SESSIONS[key]
        response = jsonify(ok=True)
        response.delete_cookie(cookie)
        return response
    return view


GUARDED = {"httponly": True, "samesite": "Lax"}
for jar, flags in (("loose", {}), ("strict", {"limit": 5, **GUARDED}), ("carried", {"carries": True, **GUARDED})):
    app.add_url_rule("/%s/login" % jar, jar + "_login", session(jar, **flags), methods=["POST"])
    app.add_url_rule("/%s/me" % jar, jar + "_me", by_cookie(jar))
    app.add_url_rule("/%s/logout" % jar, jar + "_logout", logout(jar, jar != "loose"), methods=["POST"])
