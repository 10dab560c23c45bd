# SPDX-License-Identifier: Apache-2.0
"""Answers that a hasty reader takes for others: less than the valid one's, errors in one envelope, layers in front."""
import re

from situation import *

ANNA = "annas-made-up-token-0003"
ROWS = [{"id": 1, "item": "lamp", "price": 12}, {"id": 2, "item": "rug", "price": 30}]
ONE = {"anna": {"bearer": ANNA}}


def known(request):
    return request.credential() == ANNA


def at(path, handler):
    return lambda request: handler(request) if request.path == path and request.method in ("GET", "HEAD") else not_found()


def reads(why, handler, verdict, *rules, identities=ONE, allow=(), **more):
    situation(why, scan(operations={"GET /rows": expected(verdict, *rules, allow=allow)}, **more),
              contract=contract({"GET /rows": "bearer"}), identities=identities, serve=at("/rows", handler))


# Whoever shows any token is let in, and gets less.

def less(body):
    def handler(request):
        if request.credential() is None:
            return refuse()
        return answer(200, {"rows": ROWS, "count": 2, "owner": {"name": "anna"}} if known(request) else body)
    return handler


NOT_SHUT = "open|inconclusive"
for what, body in {"an empty list": {"rows": [], "count": 0, "owner": None}, "a part of it": {"rows": ROWS},
                   "rows with less in them": {"rows": [{"id": 1}, {"id": 2}], "count": 2, "owner": {"name": "anna"}},
                   "nothing": None, "null": [], "somebody's default": {"rows": [], "count": 0, "owner": {"name": "guest"}}
                   }.items():
    reads(f"any token is let in, and gets {what}", less(body), NOT_SHUT, allow=["any-token-accepted"], exit=3)
reads("any token is let in, and gets a shorter list",
      less({"rows": ROWS[:1], "count": 1, "owner": {"name": "anna"}}), "open", "any-token-accepted", exit=1)
for what, body in {"in words": {"status": "fail", "message": "Invalid token. Please log in again."},
                   "by a code": {"rows": [], "code": 40101, "owner": None},
                   "by an error": {"error": {"code": 16, "message": "unauthenticated"}}}.items():
    reads(f"a wrong token is refused with a friendly status, {what}", less(body), "enforced", exit=0, complete=True)

# Nobody to log in as.

reads("without identities, any token is served", lambda r: refuse() if r.credential() is None else answer(200, ROWS),
      "open", "any-token-accepted", identities=None, says=["likely"], exit=1)
reads("without identities, any token gets an empty list", lambda r: refuse() if r.credential() is None else answer(200, []),
      "inconclusive", identities=None)
reads("without identities, a token that the one who asks does not have is wanted", lambda r: refuse(), "enforced",
      identities=None)
reads("without identities, a wrong token is refused with a friendly status",
      lambda r: refuse() if r.credential() is None else answer(200, {"ok": False, "message": "token expired"}),
      "enforced", identities=None)

# Errors in one envelope. The write is spoiled, so that the valid one meets an error as well.


def writes(why, handler, verdict, *rules, missing=not_found, args=(), **more):
    serve = lambda r: handler(r) if r.path == "/rows" and r.method == "POST" else (
        (answer(200, ROWS) if known(r) else refuse()) if r.path == "/me" and r.method == "GET" else missing())
    situation(why, scan(*args, operations={"POST /rows": expected(verdict, *rules), "GET /me": expected("enforced")}, **more),
              contract=contract({"POST /rows": takes({"item": "string"}, security="bearer"), "GET /me": "bearer"}),
              identities=ONE, serve=serve)


def token_first(envelope, absent, wrong, parse, status=400):
    """A missing token is a bad request, in the envelope that a bad body has as well."""
    def handler(request):
        if request.credential() is None:
            return answer(status, envelope(absent))
        if not known(request):
            return answer(401, envelope(wrong), {"WWW-Authenticate": "Bearer"})
        given = request.json()
        return answer(201, {"id": 3}) if isinstance(given, dict) and isinstance(given.get("item"), str) else (
            answer(status, envelope(parse)))
    return handler


ENVELOPES = {"a message": lambda m: {"message": m}, "a list of errors": lambda m: {"errors": [{"message": m, "extensions": {}}]},
             "a problem": lambda m: {"type": "about:blank", "title": "Bad Request", "status": 400, "detail": m},
             "a code": lambda m: {"error": "Bad Request", "errorCode": 400, "errorDescription": m}, "a text": str}
for what, envelope in ENVELOPES.items():
    writes(f"a token that is not there and a body that is no JSON are both {what}",
           token_first(envelope, "missing or malformed jwt", "invalid or expired jwt", "unexpected end of input"), "enforced")
    writes(f"the same in words that blame nobody, as {what}",
           token_first(envelope, "show your ticket first", "not yours", "unexpected end of input"), "enforced|inconclusive")
    writes(f"the same without any words of its own, as {what}",
           token_first(envelope, "Bad Request", "Unauthorized", "Bad Request"), "enforced|inconclusive")
    writes(f"the same with 422, as {what}",
           token_first(envelope, "field required", "no", "value is not an object", 422), "enforced|inconclusive")


# The order in which things are looked at.

def in_order(*steps):
    """Steps: presence, verify, parse, validate. The first that finds fault answers."""
    def handler(request):
        given = request.json()
        faults = {"presence": lambda: refuse() if request.credential() is None else None,
                  "verify": lambda: None if known(request) else refuse("that token is wrong"),
                  "parse": lambda: answer(400, {"detail": "Unexpected token in JSON"}) if given is None else None,
                  "validate": lambda: None if isinstance(given, dict) and isinstance(given.get("item"), str) else
                  answer(422, {"detail": "item: a text is wanted"})}
        return next((fault for fault in (faults[step]() for step in steps) if fault), None) or answer(201, {"id": 3})
    return handler


writes("a token must be there, then the body is parsed, then the token is verified",
       in_order("presence", "parse", "verify", "validate"), "enforced", exit=0)
writes("a token must be there, then the body is parsed and validated, and only then is the token verified",
       in_order("presence", "parse", "validate", "verify"), "inconclusive", exit=0)
writes("the same, where writes are allowed", in_order("presence", "parse", "validate", "verify"), "enforced",
       args=["--allow-writes"], exit=0, complete=True)
writes("a token must be there, and nobody verifies it", in_order("presence", "parse", "validate"), "inconclusive", exit=0)
writes("the same, where writes are allowed", in_order("presence", "parse", "validate"), "open", "any-token-accepted",
       args=["--allow-writes"], exit=1)
writes("the body is parsed before anybody is asked", in_order("parse", "verify", "validate"), "enforced", exit=0)
writes("the body is validated before anybody is asked", in_order("parse", "validate", "verify"), "inconclusive", exit=0)
writes("a wrong token is refused, and none at all is not",
       lambda r: refuse() if r.credential() and not known(r) else in_order("parse", "validate")(r), "open", "anonymous-access",
       exit=1)

# Always 200, and a number in the envelope.

NUMBERED = lambda code, words: answer(200, {"code": code, "msg": words, "data": None})


def numbered(*steps, parse=400, absent=401):
    def handler(request):
        given = request.json()
        faults = {"auth": lambda: None if known(request) else NUMBERED(absent, "No."),
                  "parse": lambda: None if isinstance(given, dict) else NUMBERED(parse, "The body makes no sense."),
                  "validate": lambda: None if isinstance((given or {}).get("item"), str) else NUMBERED(422, "item is wanted")}
        return next((fault for fault in (faults[step]() for step in steps) if fault), None) or answer(
            200, {"code": 0, "msg": "", "data": {"id": 3}})
    return handler


for parse in (400, 40001, -1):
    writes(f"always 200, and the body is read before anybody is asked: {parse}", numbered("parse", "validate", "auth", parse=parse),
           "inconclusive", exit=0)
    writes(f"always 200, and everybody is asked first: {parse}", numbered("auth", "parse", "validate", parse=parse), "enforced",
           exit=0)
writes("always 200, and nobody is asked", numbered("parse", "validate"), "open", "anonymous-access", args=["--allow-writes"],
       exit=1)
writes("always 200, and the refusal is a number of the house", numbered("auth", "parse", "validate", absent=40300), "enforced",
       exit=0)

# What stands in front of routing.

PARSER = lambda r: answer(400, {"message": "Body is not valid JSON"}) if r.body and r.json() is None else None
situation("a broken body is 400 on every path, and what is no route says so after that",
          scan(exit=0, complete=True, operations={"GET /rows": expected("enforced"), "POST /rows": expected("enforced")}),
          contract=contract({"GET /rows": "bearer", "POST /rows": takes({"item": "string"}, security="bearer")}),
          identities=ONE, serve=lambda r: refuse() if r.path == "/rows" and r.method in ("GET", "POST") and not known(r) else
          PARSER(r) or (not_found() if r.path != "/rows" or r.method not in ("GET", "POST") else
                        answer(422, {"message": "item"}) if r.method == "POST" else answer(200, ROWS)))
situation("a broken body is 400 before anybody is asked, on every path, and one that is valid JSON is asked for a token",
          scan(operations={"POST /rows": expected("enforced"), "GET /me": expected("enforced")}),
          contract=contract({"POST /rows": takes({"item": "string"}, security="bearer"), "GET /me": "bearer"}),
          identities=ONE, serve=lambda r: PARSER(r) or (
              not_found() if r.path not in ("/rows", "/me") or r.method != ("POST" if r.path == "/rows" else "GET") else
              refuse() if not known(r) else answer(422, {"message": "item"}) if r.path == "/rows" else answer(200, ROWS)))


def objects(missing_object, missing_route, status=404):
    def serve(request):
        found = re.fullmatch(r"/(me|teams)(?:/(\d+))?", request.path)
        if request.method not in ("GET", "HEAD") or not found or (found[1] == "me") != (found[2] is None):
            return answer(status, missing_route(request.path))
        if not known(request):
            return refuse()
        return answer(200, {"user": "anna"}) if found[1] == "me" else answer(404, missing_object(request.path))
    return serve


for what, (there, route) in {
        "in the same words": (lambda p: {"detail": "Not found."}, lambda p: {"detail": "Not found."}),
        "in the same envelope": (lambda p: {"detail": "no such team"}, lambda p: {"detail": "Not Found"}),
        "with the path in it": (lambda p: {"message": f"GET {p} has nothing"}, lambda p: {"message": f"GET {p} has nothing"}),
        "as pages": (lambda p: "<h1>Not Found</h1>", lambda p: "<h1>Not Found</h1>"),
        "without a body": (lambda p: None, lambda p: None)}.items():
    situation(f"an object that does not exist and a path that is no route are both 404, {what}",
              scan(exit=0, complete=True, operations={"GET /me": expected("enforced", granted=["anna"]),
                                                      "GET /teams/{id}": expected("enforced")}),
              contract=contract({"GET /me": "bearer", "GET /teams/{id}": "bearer"}), identities=ONE,
              serve=objects(there, route))

# Public by the contract alone.

PUBLIC = {"GET /me": "bearer", "GET /news": "", "POST /notes": takes({"text": "string"}, security="")}
for what, (news, notes, verdicts) in {
        "and served": (lambda r: answer(200, ROWS), lambda r: answer(422, {"text": "is wanted"}), ("public", "public")),
        "and not there": (lambda r: not_found(), lambda r: not_found(), ("inconclusive", "inconclusive")),
        "and refused": (lambda r: answer(200, ROWS) if known(r) else refuse(),
                        lambda r: answer(422, {"text": "is wanted"}) if known(r) else refuse(), ("enforced", "enforced")),
        "and refused politely": (lambda r: answer(200, ROWS) if known(r) else answer(200, {"status": "fail", "message": "log in"}),
                                 lambda r: answer(201, {"id": 1}) if known(r) else refuse(status=403, challenge=None),
                                 ("enforced", "inconclusive|enforced"))}.items():
    situation(f"declared public {what}",
              scan(operations={"GET /me": expected("enforced"), "GET /news": expected(verdicts[0]),
                               "POST /notes": expected(verdicts[1], allow=["public-write"] if "public" in verdicts else [])}),
              contract=contract(PUBLIC), identities=ONE, serve=lambda r, news=news, notes=notes:
              news(r) if (r.method, r.path) == ("GET", "/news") else
              (PARSER(r) or notes(r)) if (r.method, r.path) == ("POST", "/notes") else
              not_found() if (r.method, r.path) != ("GET", "/me") else answer(200, ROWS) if known(r) else refuse())

# Security that the contract does not tell.

KINDS = {"GET /me": "bearer", "GET /silent": {}, "GET /unheard": [{"cookieOrSo": []}], "GET /public": ""}
for challenge in ("Bearer", "Negotiate, Bearer", 'Basic realm="a, b", Bearer realm="x"', None):
    for checks in (True, False):
        def serve(request, checks=checks, challenge=challenge):
            if request.method != "GET" or f"GET {request.path}" not in KINDS:
                return not_found()
            inside = known(request) if checks or request.path == "/me" else request.credential() is not None
            return answer(200, ROWS) if inside else refuse(challenge=challenge)
        other = expected("enforced", allow=["contract-no-security", "contract-undefined-scheme"], granted=["anna"]) if checks else (
            expected("open", "any-token-accepted", allow=["contract-no-security", "contract-undefined-scheme"]))
        situation(f"what the contract does not tell is asked for with {challenge}, " + ("and checked" if checks else "and not checked"),
                  scan(allow=[] if challenge else ["no-challenge"], operations={
                      "GET /me": expected("enforced"), "GET /silent": other,
                                   "GET /unheard": other, "GET /public": other}),
                  contract=contract(KINDS), identities=ONE, serve=serve)

# Credentials that end the connection.

for what, fall in {"a word that is missing": lambda f: len(f.split(" ")) < 2, "bytes that are no text": lambda f: not f.isascii(),
                   "a token without dots": lambda f: f.count(".") == 0}.items():
    reads(f"the handler falls over {what}, and the connection ends",
          lambda r, fall=fall: DROP if r.headers.get("Authorization") and fall(r.headers["Authorization"]) else
          answer(200, ROWS) if r.credential() == "a.b.c" else refuse(), "enforced", "auth-crash",
          identities={"anna": {"bearer": "a.b.c"}}, exit=1)
