# SPDX-License-Identifier: Apache-2.0
"""A small Flask API with one flaw an operation, sound ones beside them, and refusals that look
nothing like Django's. Vulnerable on purpose, loopback only; every secret is LAB ONLY."""
import functools
import json

from flask import Flask, Response, jsonify, request

app = Flask(__name__)
PASSWORDS = {"alice": "LAB-ONLY-alice-password", "bob": "LAB-ONLY-bob-password"}
TOKENS = {"LAB-ONLY-flask-%s-token-71c9e2" % name: name for name in PASSWORDS}
ITEMS = {1: "lamp", 2: "rope", 3: "key"}


def holder(value):
    """The user of an Authorization value, or None."""
    scheme, _, token = (value or "").partition(" ")
    return TOKENS.get(token) if scheme == "Bearer" else None


def plain_text():
    return Response("Unauthorized\n", 401, {"WWW-Authenticate": "Bearer", "Content-Type": "text/plain"})


def page():
    return Response("<html><body><h1>403 Forbidden</h1><p>Please sign in.</p></body></html>", 403)


def error_object():
    return Response(json.dumps({"error": {"code": "E_AUTH", "message": "sign in"}}), 401,
                    {"WWW-Authenticate": "Bearer", "Content-Type": "application/json"})


def without_challenge():
    return jsonify(error={"code": "E_AUTH"}), 401


def still_200():
    return jsonify(success=False, reason="not signed in")


def signed_in(refuse):
    """A decorator: who holds no token gets that refusal."""
    def decorate(view):
        @functools.wraps(view)
        def guarded(*args, **kwargs):
            return view(*args, **kwargs) if holder(request.headers.get("Authorization")) else refuse()
        return guarded
    return decorate


def report():
    return jsonify(success=True, report={"total": 4711, "currency": "EUR"})


@app.get("/v1/health")
def health():
    return "ok"


@app.post("/v1/login")
def login():
    body = request.get_json(silent=True) or {}
    name = body.get("user") if isinstance(body, dict) else None
    if not name or PASSWORDS.get(name) != body.get("secret"):
        return jsonify(error={"code": "E_LOGIN"}), 400
    return jsonify(data={"session": next(t for t, n in TOKENS.items() if n == name)})


@app.get("/v1/items")
@signed_in(plain_text)
def items():
    return jsonify([{"id": key, "name": name} for key, name in ITEMS.items()])


@app.post("/v1/items")
@signed_in(error_object)
def new_item():
    return jsonify(error={"code": "E_BODY"}), 400


@app.get("/v1/items/<int:key>")
@signed_in(error_object)
def item(key):
    return jsonify(id=key, name=ITEMS[key]) if key in ITEMS else (jsonify(error={"code": "E_NONE"}), 404)


@app.delete("/v1/items/<int:key>")
@signed_in(page)
def remove(key):
    return jsonify(error={"code": "E_NONE"}), 404


def parsed_first(handle):
    """As FastAPI does it: 422 for a body that is no JSON, then the check, then the schema."""
    def view():
        if request.get_json(silent=True) is None:
            return jsonify(detail=[{"loc": ["body"], "msg": "JSON decode error"}]), 422
        return handle()
    return view


@signed_in(error_object)
def guarded_note():
    return bad_note()


def bad_note():
    return jsonify(detail=[{"loc": ["body", "note"], "msg": "field required"}]), 422


app.add_url_rule("/v1/notes", "notes", parsed_first(guarded_note), methods=["POST"])
app.add_url_rule("/v1/open-notes", "open_notes", parsed_first(bad_note), methods=["POST"])
app.add_url_rule("/v1/text", "text", signed_in(plain_text)(report))
app.add_url_rule("/v1/page", "page", signed_in(page)(report))
app.add_url_rule("/v1/object", "object", signed_in(error_object)(report))
app.add_url_rule("/v1/still-200", "still_200", signed_in(still_200)(report))
app.add_url_rule("/v1/no-challenge", "no_challenge", signed_in(without_challenge)(report))


@signed_in(plain_text)
@app.get("/v1/wrong-order")
def wrong_order():
    """anonymous-access: the decorator above the route guards nothing that is routed."""
    return report()


@app.get("/v1/any-token")
def any_token():
    """any-token-accepted"""
    return report() if request.headers.get("Authorization", "").startswith("Bearer ") else plain_text()


@app.get("/v1/query")
def query():
    """token-in-query"""
    return report() if holder(request.headers.get("Authorization")) or request.args.get("token") in TOKENS \
        else error_object()


@app.get("/v1/only-get")
def only_get():
    """method-gap: Flask routes HEAD here, too."""
    if request.method == "GET" and not holder(request.headers.get("Authorization")):
        return page()
    return report()


@app.get("/v1/behind-proxy")
def behind_proxy():
    """identity-header-trusted"""
    known = holder(request.headers.get("Authorization")) or request.headers.get("X-Remote-User") in PASSWORDS
    return report() if known else plain_text()


@app.get("/v1/number")
def number():
    """auth-crash: the form of a token is taken for granted."""
    value = request.headers.get("Authorization")
    if value is None:
        return plain_text()
    scheme, token = value.split(" ")
    owner = TOKENS[token]
    return report() if scheme == "Bearer" and owner else plain_text()
