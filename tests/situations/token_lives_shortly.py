# SPDX-License-Identifier: Apache-2.0
"""Tokens that live for seconds: one is kept until it has ended, and shown again."""
import secrets
import time

from situation import *
from situation_token import Rsa, held, mint, parts

PATHS = {"GET /unchecked": "bearer", "GET /strict": "bearer", "GET /lenient": "bearer"}
LOGIN = {"POST /login": takes({"username": "string", "password": "string"}, security="")}
ANNA = {"anna": {"username": "anna", "password": "annas-made-up-pw"}}
ALLOW = ["no-rate-limit", "jwt-no-expiry"]
LEEWAY = {"/strict": 0, "/lenient": 30, "/unchecked": 10**9}


def serve_jwt(life, leeway=LEEWAY):
    def serve(request):
        if (request.method, request.path) == ("POST", "/login"):
            good = (request.json() or {}).get("password") == ANNA["anna"]["password"]
            now = int(time.time())
            return answer(200, {"access": jwt({"sub": "anna", "iat": now, "exp": now + life})}) if good else refuse("wrong")
        if request.path not in leeway:
            return not_found()
        token = read_jwt(request.credential(), expiry=False)
        if not token or token.claims.get("exp", 0) + leeway[request.path] < time.time():
            return refuse("token is invalid or has expired")
        return answer(200, {"user": token.claims.get("sub"), "plan": "small"})
    return serve


situation("each verifier is strict: a few seconds tell",
          scan(exit=0, complete=True, allow=ALLOW, operations={
              "GET /strict": expected("enforced", granted=["anna"]), "GET /other": expected("enforced")}),
          contract=contract({**LOGIN, "GET /strict": "bearer", "GET /other": "bearer"}), identities=ANNA,
          serve=serve_jwt(40, {"/strict": 0, "/other": 0}), asleep=True)

situation("nobody asks for what would be waited for",
          scan("--skip", "jwt-expired-accepted", exit=0, complete=True, silent=["waiting"], allow=ALLOW,
               operations={"GET /strict": expected("enforced")}),
          contract=contract({**LOGIN, "GET /strict": "bearer"}), identities=ANNA, serve=serve_jwt(40, {"/strict": 0}))

KEY = Rsa()


def serve_given(request):
    token = parts(request.credential())
    if request.path not in ("/unchecked", "/strict"):
        return not_found()
    if not token or not KEY.verifies(token) or (request.path == "/strict" and not token.live):
        return refuse("token is invalid or has expired")
    return answer(200, {"user": token.claims.get("sub"), "plan": "small"})


# The whole leeway is waited for: a minute, mostly asleep.
situation("a token of the file's, which nothing can renew",
          scan(exit=1, complete=True, allow=ALLOW, operations={
              "GET /unchecked": expected("open", "jwt-expired-accepted"), "GET /strict": expected("enforced")}),
          contract=contract({"GET /unchecked": "bearer", "GET /strict": "bearer"}), serve=serve_given, asleep=True,
          identities=lambda url: held(mint(KEY.sign, {"exp": int(time.time()) + 30}, alg="RS256")))

situation("of the minute that clocks may differ by there is patience for a part, and that tells what grants less",
          scan("--patience", "14", exit=[0, 3], allow=ALLOW, operations={
              "GET /lenient": expected("enforced|inconclusive"), "GET /brief": expected("enforced", granted=["anna"])}),
          contract=contract({**LOGIN, "GET /lenient": "bearer", "GET /brief": "bearer"}), identities=ANNA,
          serve=serve_jwt(6, {"/lenient": 40, "/brief": 4}), asleep=True)

situation("one verifier never looks at exp, one grants half a minute",
          scan(exit=1, complete=True, allow=ALLOW, operations={
              "GET /unchecked": expected("open", "jwt-expired-accepted", granted=["anna"]),
              "GET /lenient": expected("enforced", granted=["anna"]), "GET /strict": expected("enforced")}),
          contract=contract({**LOGIN, **PATHS}), identities=ANNA, serve=serve_jwt(8), asleep=True)


LIFE = 6


def serve_opaque(request):
    """Tokens that say nothing of themselves; using one prolongs it where the session slides."""
    given = request.state.__dict__.setdefault("given", {})
    if (request.method, request.path) == ("POST", "/login"):
        token = secrets.token_hex(20)
        given[token] = {path: time.time() + LIFE for path in ("/sliding", "/kept", "/strict")}
        return answer(200, {"access_token": token, "token_type": "Bearer", "expires_in": LIFE})
    ends = given.get(request.credential())
    if request.path not in ("/sliding", "/kept", "/strict"):
        return not_found()
    if not ends or (request.path != "/kept" and ends[request.path] < time.time()):
        return refuse("invalid token")
    if request.path == "/sliding":
        ends[request.path] = time.time() + LIFE
    return answer(200, {"user": "anna", "plan": "small"})


situation("an opaque token of whose life only the login tells",
          scan(exit=1, complete=True, allow=ALLOW, operations={
              "GET /kept": expected("open", "jwt-expired-accepted", granted=["anna"]),
              "GET /sliding": expected("enforced", granted=["anna"]), "GET /strict": expected("enforced")}),
          contract=contract({**LOGIN, "GET /kept": "bearer", "GET /sliding": "bearer", "GET /strict": "bearer"}),
          identities=ANNA, serve=serve_opaque)
