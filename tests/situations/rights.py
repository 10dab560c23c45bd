# SPDX-License-Identifier: Apache-2.0
"""Rights that a token has, or lacks, and whether anybody looks."""
from situation import *

SCHEMES = {"oauth": {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "https://example.com/", "scopes": {
    "orders:read": "orders", "reports:read": "reports", "users:read": "users"}}}}}
TOKENS = {"anna": jwt({"sub": "anna", "scope": "orders:read orders:write"}), "root": jwt({"sub": "root", "scope": "orders:read reports:read"}),
          "wide": jwt({"sub": "wide", "scp": ["orders:read", "reports"]}), "other": jwt({"sub": "other", "scope": "openid profile"})}


def ask(checked):
    """checked: whether anybody looks at scopes, by path."""
    def serve(request):
        token = read_jwt(request.credential())
        if token is None:
            return refuse()
        has = token.claims.get("scope", "").split()
        if request.path in checked and checked[request.path] not in has:
            return answer(403, {"detail": "Another scope, please."})
        return answer(200, {"id": 1})
    return serve


PATHS = contract({"GET /orders": [{"oauth": ["orders:read"]}], "GET /reports": [{"oauth": ["reports:read"]}],
                  "GET /either": [{"oauth": ["users:read"]}, {"oauth": ["orders:read"]}]}, SCHEMES)
for words, checked, names, rule in (
        ("a token without the scope is served", {}, ("anna", "root"), True),
        ("scopes are looked at", {"/reports": "reports:read"}, ("anna", "root"), False),
        ("a token has a wider scope", {}, ("wide",), False),
        ("a token's scopes are of another vocabulary", {}, ("other",), False)):
    situation(words, scan("--only", "scope-unchecked", exit=1 if rule else 0,
                          operations={"GET /reports": expected(None, *["scope-unchecked"] if rule else [])}),
              contract=PATHS, identities={name: {"bearer": TOKENS[name]} for name in names}, serve=ask(checked))

PASSWORD = "annas-made-up-password"


def two_ways(looks_at_user):
    """A token has a role in it, and Basic has none. looks_at_user: the role is the user's, however he comes."""
    def serve(request):
        if request.path == "/login":
            body = request.json()
            good = isinstance(body, dict) and body.get("username") == "anna" and body.get("password") == PASSWORD
            return answer(200, {"access": jwt({"sub": "anna", "role": "user"})}) if good else answer(401, {"detail": "No."})
        token, pair = read_jwt(request.credential()), request.basic()
        if not token and pair != ("anna", PASSWORD):
            return refuse()
        if request.path == "/report" and (token or looks_at_user):
            return answer(403, {"detail": "Staff only."})
        return answer(200, {"id": 1})
    return serve


EITHER = contract({"POST /login": takes({"username": "string", "password": "string"}, security=""), "GET /me": [{"bearer": []}, {"basic": []}],
                   "GET /report": [{"bearer": []}, {"basic": []}]}, {"bearer": JWT, "basic": BASIC})
for words, looks_at_user in (("a role is looked for in tokens alone", False), ("a role is the user's, however he comes", True)):
    situation(words, scan("--only", "privilege-by-scheme", exit=None if looks_at_user else 1,
                          operations={"GET /report": expected(None, *[] if looks_at_user else ["privilege-by-scheme"])}),
              contract=EITHER, identities={"anna": {"username": "anna", "password": PASSWORD}}, serve=two_ways(looks_at_user))
