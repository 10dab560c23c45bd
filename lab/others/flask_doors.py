# SPDX-License-Identifier: Apache-2.0
"""Token endpoints that renew, recoveries, origins and leaks on Flask: one flaw a path, sound ones beside them. Vulnerable
on purpose, loopback only; every secret is LAB ONLY."""
import base64
import itertools
import json
import secrets
import time

from flask import Flask, jsonify, redirect, request

app = Flask(__name__)
PASSWORDS = {name: "LAB-ONLY-%s-password" % name for name in ("alice", "bob")}
ACCESS, FAILURES = {}, {}
COUNTER = itertools.count(530017)
FRIENDS = ("https://app.lab.example",)


def refused(code="credentials", status=401):
    return jsonify(error=code), status, {"WWW-Authenticate": "Bearer"}


def given(*names):
    body = request.get_json(silent=True)
    body = body if isinstance(body, dict) else {}
    return [str(body.get(name, "")) for name in names]


def who():
    word, _, token = request.headers.get("Authorization", "").partition(" ")
    return ACCESS.get(token) if word == "Bearer" else None


def token_endpoint(reuses):
    """Password and refresh_token grants; the old refresh token stays good, or ends."""
    kept = {}

    def view():
        form = request.form
        if form.get("grant_type") == "password":
            name = form.get("username", "")
            if PASSWORDS.get(name) != form.get("password"):
                return refused("invalid_grant", 400)
        elif form.get("grant_type") == "refresh_token":
            name = kept.get(form.get("refresh_token"))
            if not name:
                return refused("invalid_grant", 400)
            if not reuses:
                del kept[form["refresh_token"]]
        else:
            return refused("unsupported_grant_type", 400)
        access, renewal = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        ACCESS[access], kept[renewal] = name, name
        return jsonify(access_token=access, refresh_token=renewal, token_type="Bearer", expires_in=3600)
    return view


def log_in():
    name, password = given("username", "password")
    if PASSWORDS.get(name) != password:
        return refused()
    access = secrets.token_urlsafe(24)
    ACCESS[access] = name
    return jsonify(token=access)


def limited(login):
    """Five wrong passwords for a name."""
    def view():
        name = request.form.get("username") or given("username")[0]
        if FAILURES.get((login, name), 0) >= 5:
            return jsonify(error="later"), 429, {"Retry-After": "60"}
        answer = login()
        if isinstance(answer, tuple) and name:
            FAILURES[login, name] = FAILURES.get((login, name), 0) + 1
        return answer
    return view


def register():
    name, password = given("username", "password")
    if not name or len(password) < 8:
        return jsonify(error="weak"), 422
    if name in PASSWORDS:
        return jsonify(error="this name is taken"), 409
    PASSWORDS[name] = password
    return jsonify(id=name), 201


def remove(name):
    if not who():
        return refused()
    return ("", 204) if PASSWORDS.pop(name, None) else (jsonify(error="none"), 404)


def ledger():
    return jsonify(name=who(), balance=4711) if who() else refused()


def unsigned(name):
    """A token that is good once, and says of no end."""
    part = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode()
            for one in ({"alg": "HS256"}, {"sub": name, "iat": int(time.time()), "jti": secrets.token_hex(8)})]
    return ".".join([*part, secrets.token_urlsafe(32)])


def recovery(make=lambda name: secrets.token_urlsafe(24), shows=False, host=False, limit=0, once=True):
    codes = {}

    def ask():
        name = given("username")[0]
        if not name:
            return jsonify(error="username"), 422
        codes[name] = make(name)
        link = "https://%s/recover" % (request.headers.get("X-Forwarded-Host", "lab.test") if host else "lab.test")
        return jsonify(sent=True, page=link, **({"code": codes[name]} if shows else {})), 202

    def confirm():
        name, code, password = given("username", "code", "password")
        if not name or not code or not password:
            return jsonify(error="incomplete"), 422
        if limit and FAILURES.get(name, 0) >= limit:
            return jsonify(error="later"), 429, {"Retry-After": "60"}
        if codes.get(name) != code:
            FAILURES[name] = FAILURES.get(name, 0) + (1 if limit else 0)
            return jsonify(error="code"), 400
        if once:
            del codes[name]
        if name in PASSWORDS:
            PASSWORDS[name] = password
        return jsonify(done=True)
    return {"forgot": ask, "reset": confirm}


RECOVERIES = {
    "brief": recovery(lambda name: "%04d" % secrets.randbelow(10000)),
    "long": recovery(limit=5),
    "counted": recovery(lambda name: str(next(COUNTER)), shows=True),
    "lasting": recovery(unsigned, shows=True),
    "again": recovery(shows=True, once=False),
    "hosted": recovery(host=True),
    "settled": recovery(),
}


def allowing(allows):
    def view():
        answer = ledger()
        answer = app.make_response(answer)
        origin = request.headers.get("Origin", "")
        if origin and allows(origin):
            answer.headers["Access-Control-Allow-Origin"] = origin
            answer.headers["Access-Control-Allow-Credentials"] = "true"
        answer.headers["Vary"] = "Origin"
        return answer
    return view


ORIGINS = {"begins": lambda origin: origin.startswith("http://127.0.0.1"), "ends": lambda origin: origin.rpartition(":")[0].endswith("127.0.0.1"),
           "null": lambda origin: origin == "null", "friends": lambda origin: origin in FRIENDS}


def echoed():
    answer = app.make_response(ledger())
    answer.headers["X-Seen"] = request.headers.get("Authorization", "") if who() else ""
    return answer


def seen():
    answer = app.make_response(ledger())
    answer.headers["X-Seen"] = "Bearer" if who() else ""
    return answer


def moved(carries):
    def view():
        token = request.headers.get("Authorization", "").partition(" ")[2]
        return redirect("/ledger" + ("?from=" + token if carries else "")) if who() else refused()
    return view


def page(quotes):
    def view():
        if not who():
            return refused()
        sent = request.headers["Authorization"] if quotes else "something"
        return "<html><title>Gone</title><p>Nothing here for %s.</p></html>" % sent, 410, {"Content-Type": "text/html"}
    return view


for rule, view, method in [
        ("/reused/token", limited(token_endpoint(True)), "POST"), ("/rotated/token", limited(token_endpoint(False)), "POST"),
        ("/reused/ledger", ledger, "GET"), ("/rotated/ledger", ledger, "GET"),
        ("/login", limited(log_in), "POST"), ("/register", register, "POST"), ("/register/<name>", remove, "DELETE"), ("/ledger", ledger, "GET"),
        *(("/%s/%s" % (name, part), view, "POST") for name, views in RECOVERIES.items() for part, view in views.items()),
        *(("/origins/" + name, allowing(allows), "GET") for name, allows in ORIGINS.items()),
        ("/echoed", echoed, "GET"), ("/seen", seen, "GET"), ("/moved", moved(True), "GET"), ("/moved-sound", moved(False), "GET"),
        ("/page", page(True), "GET"), ("/page-sound", page(False), "GET")]:
    app.add_url_rule(rule, rule, view, methods=[method])
