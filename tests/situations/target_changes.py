# SPDX-License-Identifier: Apache-2.0
"""Answers that are cut off, contracts and APIs that are replaced while they are scanned."""
from situation import *

TOKEN = "annas-made-up-token-0031"
PATHS = ["/bills", "/days", "/rooms"]
CONTRACT = contract({f"GET {path}": "bearer" for path in PATHS})
ANNA = {"anna": {"bearer": TOKEN}}


def api(request):
    if request.path not in PATHS or request.method not in ("GET", "HEAD"):
        return not_found()
    return answer(200, {"rows": [1, 2], "of": request.path}) if request.credential() == TOKEN else refuse()


def all_are(verdict, rules=(), **more):
    return {f"GET {path}": expected(verdict, *rules, **more) for path in PATHS}


# A connection that ends before the body does.

def cut(status, by_length, body=b'{"rows": [1'):
    start = b"HTTP/1.1 %d Cut\r\nContent-Type: application/json\r\nWWW-Authenticate: Bearer\r\n" % status
    framed = b"Content-Length: 400\r\n\r\n" + body if by_length else b"Transfer-Encoding: chunked\r\n\r\n40\r\n" + body
    return start + framed


for by_length in (True, False):
    how = "before its length" if by_length else "within a chunk"
    situation(f"whoever is let in gets an answer that ends {how}",
              scan("--timeout", "5", exit=3, complete=False, operations=all_are("inconclusive|untested")),
              contract=CONTRACT, identities=ANNA, serve=lambda r, by_length=by_length:
              cut(200, by_length) if r.path in PATHS and r.credential() == TOKEN else api(r))
    situation(f"refusals of wrong tokens end {how}: the head refuses all the same, and nothing fell over",
              scan("--timeout", "5", exit=0, complete=True, operations=all_are("enforced", granted=["anna"])),
              contract=CONTRACT, identities=ANNA, serve=lambda r, by_length=by_length:
              cut(401, by_length) if r.path in PATHS and r.credential() not in (None, TOKEN) else api(r))

    situation(f"wrong tokens get a server error that ends {how}: the handler fell over",
              scan("--timeout", "5", exit=1, operations=all_are("enforced", rules=["auth-crash"])),
              contract=CONTRACT, identities=ANNA, serve=lambda r, by_length=by_length:
              cut(500, by_length) if r.path in PATHS and r.credential() not in (None, TOKEN) else api(r))
    situation(f"whoever shows a token gets an answer, and the wrong ones one that ends {how}: no refusal",
              scan("--timeout", "5", exit=3, complete=False, operations=all_are("inconclusive")),
              contract=CONTRACT, identities=ANNA, serve=lambda r, by_length=by_length:
              cut(200, by_length) if r.path in PATHS and r.credential() not in (None, TOKEN) else api(r))

# Something else runs there from a request on.


def count(request):
    with request.state.lock:
        request.state.seen = vars(request.state).get("seen", 0) + 1
        return request.state.seen


for n in (12, 26):
    for what, then in {"its paths are gone": lambda r: answer(404, "<h1>Not Found</h1>"),
                       "its paths have moved": lambda r: answer(308, None, {"Location": "/v2" + r.path}),
                       "another token is wanted": lambda r: refuse()}.items():
        situation(f"the API is replaced after request {n}: {what}",
                  scan(exit=3, complete=False, operations=all_are("inconclusive|untested")),
                  contract=CONTRACT, identities=ANNA,
                  serve=lambda r, n=n, then=then: then(r) if count(r) > n else api(r))

# The contract is read once.


def served_contract(request):
    if request.path == "/openapi.json":
        first = count(request) == 1
        return answer(200, CONTRACT if first else contract({"GET /other": ""}))
    return api(request)


situation("the contract that the target serves is another one when it is asked for again",
          scan(contract=None, exit=0, complete=True, operations=all_are("enforced", granted=["anna"]),
               after=lambda state: None if state.seen == 1 else f"the contract was asked for {state.seen} times"),
          identities=ANNA, serve=served_contract)
