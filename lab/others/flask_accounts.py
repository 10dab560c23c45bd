# SPDX-License-Identifier: Apache-2.0
"""Logins, registrations, recoveries and sessions on Flask: one flaw a path, sound ones beside them. Vulnerable on
purpose, loopback only; every secret is LAB ONLY."""
import secrets

from flask import Flask, jsonify, request

app = Flask(__name__)
PASSWORDS = {name: "LAB-ONLY-%s-password" % name for name in ("alice", "bob")}
ACCESS, REFRESH, FAILURES, CODES = {}, {}, {}, {}
LIMIT = 5


def given(*names):
    body = request.get_json(silent=True)
    body = body if isinstance(body, dict) else {}
    return [str(body.get(name, "")) for name in names]


def refused(code="credentials"):
    return jsonify(error=code), 401, {"WWW-Authenticate": "Bearer, Basic"}


def pair(name):
    access, renewal = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    ACCESS[access], REFRESH[renewal] = name, (name, access)
    return jsonify(token=access, refresh=renewal)


def bearer():
    word, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if word == "Bearer" and token in ACCESS else None


def limited(place, address, login):
    """Five wrong passwords for a name from an address."""
    def view():
        name = given("username")[0] if place != "basic" else getattr(request.authorization, "username", None)
        key = place, name, address()
        if FAILURES.get(key, 0) >= LIMIT:
            return jsonify(error="later"), 429, {"Retry-After": "60"}
        answer = login()
        if isinstance(answer, tuple) and answer[1] == 401 and name:
            FAILURES[key] = FAILURES.get(key, 0) + 1
        return answer
    return view


def log_in():
    name, password = given("username", "password")
    return pair(name) if name in PASSWORDS and PASSWORDS[name] == password else refused()


def by_basic():
    pair_sent = request.authorization
    right = pair_sent and pair_sent.type == "basic" and PASSWORDS.get(pair_sent.username) == pair_sent.password
    return jsonify(total=4711) if right or bearer() else refused()


def claimed():
    return request.headers.get("X-Real-IP", request.remote_addr)


def peer():
    return request.remote_addr


app.add_url_rule("/login", "login", limited("login", peer, log_in), methods=["POST"])
app.add_url_rule("/claimed/login", "claimed", limited("claimed", claimed, log_in), methods=["POST"])
app.add_url_rule("/totals", "totals", limited("basic", peer, by_basic))


@app.get("/me")
def me():
    return jsonify(name=ACCESS[bearer()]) if bearer() else refused()


@app.post("/logout")
def log_out():
    """Ends the token that opens, and forgets the one that renews it."""
    token = bearer()
    return (jsonify(name=ACCESS.pop(token)), 200) if token else refused()


@app.post("/refresh")
def renew():
    """The old token stays good."""
    name, _ = REFRESH.get(given("refresh")[0], (None, None))
    return pair(name) if name else refused("refresh")


@app.post("/password")
def set_password():
    """Ends no other session."""
    old, new = given("oldPassword", "newPassword")
    token = bearer()
    if not token:
        return refused()
    if PASSWORDS[ACCESS[token]] != old or not new:
        return jsonify(error="password"), 400
    PASSWORDS[ACCESS[token]] = new
    return "", 204


def register(looks, tells):
    def view():
        name, password = given("username", "password")
        if not name or not password or (looks and (len(password) < 8 or password in ("password", "12345678"))):
            return jsonify(error="weak"), 422
        if name in PASSWORDS:
            return (jsonify(error="this name is taken"), 409) if tells else (jsonify(sent=True), 202)
        PASSWORDS[name] = password
        return (jsonify(id=name), 201) if tells else (jsonify(sent=True), 202)
    return view


app.add_url_rule("/open/register", "open", register(False, True), methods=["POST"])
app.add_url_rule("/quiet/register", "quiet", register(True, False), methods=["POST"])


@app.delete("/open/register/<name>")
def remove(name):
    if not bearer():
        return refused()
    return ("", 204) if PASSWORDS.pop(name, None) else (jsonify(error="none"), 404)


def recover(tells):
    def view():
        name = given("username")[0]
        if tells and name not in PASSWORDS:
            return jsonify(error="no such user"), 404
        return jsonify(sent=True), 202
    return view


app.add_url_rule("/talking/forgot", "talking", recover(True), methods=["POST"])
app.add_url_rule("/silent/forgot", "silent", recover(False), methods=["POST"])
