# SPDX-License-Identifier: Apache-2.0
"""Each flaw on an operation of its own: its rule speaks, and no other does. A symptom is never a second finding."""
import json
import re
import urllib.parse

from situation import *

SECRET = "a-made-up-secret-that-is-on-no-list-0123456789"
ANNA = jwt({"sub": "anna", "jti": "1"}, SECRET)
ORDERS = {"orders": [{"id": 7, "total": 12, "owner": "anna"}]}


def sound(token, **more):
    read = read_jwt(token, SECRET, **more)
    return read is not None and read.claims.get("sub") == "anna"


def by_field(request):
    """The gate that all have: one Authorization field, one word behind Bearer, a sound token."""
    fields = request.headers.get_all("Authorization") or []
    words = fields[0].split(" ") if len(fields) == 1 else []
    return len(words) == 2 and words[0] == "Bearer" and sound(words[1])


def first_word(request):
    return (request.headers.get("Authorization") or "").partition(" ")[2]


def header_of(token):
    try:
        header = json.loads(unb64(token.split(".")[0]))
    except ValueError:
        return {}
    return header if isinstance(header, dict) else {}


def unsigned(request):
    """Splits at dots and reads the middle: whatever follows the token is a part of it."""
    try:
        _, claims, _ = first_word(request).split(".")
        return json.loads(unb64(claims))["sub"] == "anna"
    except (ValueError, KeyError, TypeError):
        return False


def unsigned_of_joined(request):
    """The same behind a server that joins fields of one name, as WSGI's do."""
    try:
        _, claims, _ = ",".join(request.headers.get_all("Authorization") or []).partition(" ")[2].split(".")
        return json.loads(unb64(claims))["sub"] == "anna"
    except (ValueError, KeyError, TypeError):
        return False


def alg_none(request):
    token = first_word(request)
    if by_field(request):
        return True
    return header_of(token).get("alg") == "none" and unsigned(request) and " " not in token


def last_field(request):
    fields = request.headers.get_all("Authorization") or [""]
    word, _, token = fields[-1].partition(" ")
    return word == "Bearer" and " " not in token and sound(token)


def crashes(request):
    fields = request.headers.get_all("Authorization") or []
    if fields:
        fields[0].split(" ")[1].split(".")[1]  # an IndexError is a 500
    return by_field(request)


# What lets in where it should not, by operation. The rule that must speak is the value's second.
GATES = {
    "open": (lambda r: True, "anonymous-access"),
    "presence": (lambda r: r.headers.get("Authorization") is not None and r.credential() is not None,
                 "any-token-accepted"),
    "other-scheme": (lambda r: by_field(r) or r.credential("Basic") is not None, "any-token-accepted"),
    "in-query": (lambda r: by_field(r) or any(map(sound, r.query.get("access_token", []))), "token-in-query"),
    "in-header": (lambda r: by_field(r) or sound(r.headers.get("X-Access-Token")), "token-in-header"),
    "in-cookie": (lambda r: by_field(r) or sound(r.cookies.get("token")), "token-in-cookie"),
    "named-user": (lambda r: by_field(r) or r.headers.get("X-Forwarded-User") == "anna", "identity-header-trusted"),
    "named-id": (lambda r: by_field(r) or r.headers.get("X-User-Id") == "anna", "identity-header-trusted"),
    "named-with-role": (lambda r: by_field(r) or (r.headers.get("X-User"), r.headers.get("X-Role")) == ("anna", "admin"),
                        "identity-header-trusted"),
    "from-within": (lambda r: by_field(r) or r.headers.get("X-Forwarded-For") == "127.0.0.1", "identity-header-trusted"),
    "basic-too": (lambda r: by_field(r) or r.basic() == ("anna", "annas-made-up-password"),
                  "undeclared-scheme-accepted"),
    "junk-behind": (lambda r: (r.headers.get("Authorization") or "").startswith("Bearer ") and
                    sound(r.headers["Authorization"].split(" ")[1]), "scheme-confusion"),
    "last-field": (last_field, "scheme-confusion"),
    "unsigned": (unsigned, "jwt-signature-unchecked"),
    "unsigned-of-joined": (unsigned_of_joined, "jwt-signature-unchecked"),
    "alg-none": (alg_none, "jwt-alg-none"),
    "strange-method": (lambda r: r.method not in ("GET", "HEAD") or by_field(r), "method-gap"),
    "header-says-options": (lambda r: r.headers.get("X-HTTP-Method-Override") == "OPTIONS" or by_field(r),
                            "method-gap"),
    "crash": (crashes, "auth-crash"),
    "sound": (by_field, None),
}


def serve(request):
    name = request.path.strip("/")
    if name not in GATES or (request.method not in ("GET", "HEAD") and name != "strange-method"):
        return not_found()
    return answer(200, ORDERS) if GATES[name][0](request) else refuse()


situation("one flaw at each operation of an API",
          scan(exit=1, operations={
              f"GET /{name}": expected("enforced|open", *[rule] if rule else []) for name, (_, rule) in GATES.items()}),
          contract=contract({f"GET /{name}": "bearer" for name in GATES}, {"bearer": JWT}),
          identities={"anna": {"bearer": ANNA, "basic": "anna:annas-made-up-password"}}, serve=serve)


situation("HEAD is served to anybody",
          scan(exit=1, operations={"GET /orders": expected("open")}, findings={"method-gap": 1}, allow=["method-gap"]),
          contract=contract({"GET /orders": "bearer"}, {"bearer": JWT}), identities={"anna": {"bearer": ANNA}},
          serve=lambda r: not_found() if r.path != "/orders" or r.method not in ("GET", "HEAD") else
          answer(200, ORDERS) if r.method == "HEAD" or by_field(r) else refuse())


# Routers that are more tolerant than the gate in front of them.

def paths(read):
    """A gate that compares paths as text, before a router that reads them so."""
    def serve(request):
        routed = read(request.path)
        if routed != "/api/orders" or request.method not in ("GET", "HEAD"):
            return not_found()
        if request.path == "/api/orders" and not by_field(request):
            return refuse()
        return answer(200, ORDERS)
    return serve


READERS = {
    "letters of any case": str.lower,
    "doubled slashes": lambda path: re.sub("/+", "/", path),
    "a slash at the end": lambda path: path[:-1] if path.endswith("/") and path.count("/") == 3 else path,
    "suffixes": lambda path: path.removesuffix(".json"),
    "encoded letters": lambda path: urllib.parse.unquote(path) if "%2" not in path else path,
    "encoded slashes": lambda path: path.replace("%2f", "/"),
    "path parameters": lambda path: path.partition(";")[0],
    "dot segments": lambda path: path.replace("/./", "/").replace("/%2e/", "/"),
    "spaces at the end": lambda path: path.removesuffix("%20"),
    "letters encoded twice": lambda path: urllib.parse.unquote(urllib.parse.unquote(path)) if "%25" in path else path,
}
for what, reader in READERS.items():
    situation(f"the router passes over {what}, and the gate does not",
              scan(exit=1, operations={"GET /api/orders": expected("open", "path-variant")}),
              contract=contract({"GET /api/orders": "bearer"}, {"bearer": JWT}), identities={"anna": {"bearer": ANNA}},
              serve=paths(reader))


def rewritten(request):
    path = request.headers.get("X-Original-URL", request.path)
    if request.path == "/api/orders" and not by_field(request):
        return refuse()
    return answer(200, ORDERS) if path == "/api/orders" and request.method in ("GET", "HEAD") else not_found()


situation("a proxy's header says which path is meant",
          scan(exit=1, operations={"GET /api/orders": expected("open", "path-variant")}),
          contract=contract({"GET /api/orders": "bearer"}, {"bearer": JWT}), identities={"anna": {"bearer": ANNA}},
          serve=rewritten)


def tolerant(request):
    if request.path.lower().rstrip("/") != "/api/orders" or request.method not in ("GET", "HEAD"):
        return not_found()
    return answer(200, ORDERS) if by_field(request) else refuse()


situation("the router is tolerant, and the gate stands behind it",
          scan(exit=0, complete=True, operations={"GET /api/orders": expected("enforced", granted=["anna"])}),
          contract=contract({"GET /api/orders": "bearer"}, {"bearer": JWT}), identities={"anna": {"bearer": ANNA}},
          serve=tolerant)
