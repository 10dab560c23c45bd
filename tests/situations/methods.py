# SPDX-License-Identifier: Apache-2.0
"""Other methods of a path than the one that the gate stands at, and ways to name them."""
import re
import types

from situation import *

ANNA = "annas-made-up-token-0002"
ROWS = {"rows": [{"id": 7, "item": "lamp"}]}
BAD = answer(400, {"detail": "a JSON object is wanted"})
NAME = {"name": "string"}


def known(request):
    return request.credential() == ANNA


def api(routes, before=lambda request: None, missing=not_found, wrong_method=lambda: answer(405, {"detail": "no"})):
    """routes: {(method, path): handler}; paths end in a number's place, "#". before: what stands in front of routing."""
    def serve(request):
        early = before(request)
        if early is not None:
            return early
        path = re.sub(r"/\d+$", "/#", request.path)
        methods = {method: handler for (method, of), handler in routes.items() if of == path}
        if not methods:
            return missing()
        method = "GET" if request.method == "HEAD" and "HEAD" not in methods else request.method
        return methods[method](request) if method in methods else wrong_method()
    return serve


def gated(handler):
    return lambda request: handler(request) if known(request) else refuse()


def rows(request):
    return answer(200, ROWS)


def write(request):
    return answer(201, {"id": 8}) if isinstance(request.json(), dict) else BAD


def remove(request):
    return answer(404, {"detail": "no such row"}) if not request.path.endswith("/7") else answer(204)


def try_it(why, serve, declared, operations, findings=None, exit=None, allow=(), args=(), says=(), complete=True):
    situation(why, scan(*args, exit=exit, complete=complete, operations=operations, findings=findings, allow=allow, says=says),
              contract=contract(declared), identities={"anna": {"bearer": ANNA}}, serve=serve)


LIST = {"GET /rows": "bearer"}
BOTH = {"GET /rows": "bearer", "POST /rows": takes(NAME, security="bearer")}
SOUND = {("GET", "/rows"): gated(rows), ("POST", "/rows"): gated(write)}

# Methods that the contract does not name.

try_it("PATCH was added later, beside a POST that is guarded", api({**SOUND, ("PATCH", "/rows"): write}), BOTH,
       {"GET /rows": expected("open|enforced"), "POST /rows": expected("open|enforced")}, {"method-gap": 1}, 1,
       allow=["method-gap", "undocumented-operation"])
try_it("PATCH was added later, and is guarded", api({**SOUND, ("PATCH", "/rows"): gated(write)}), BOTH,
       {"GET /rows": expected("enforced"), "POST /rows": expected("enforced")}, exit=0, allow=["undocumented-operation"],
       args=["--fail-on", "medium"])
try_it("PATCH was added later, where nothing else writes", api({("GET", "/rows"): gated(rows), ("PATCH", "/rows"): write}),
       LIST, {"GET /rows": expected("open|enforced")}, {"method-gap": 1}, 1,
       allow=["method-gap", "undocumented-operation"])
try_it("nothing else writes, and PATCH looks at the body before it looks at who asks",
       api({("GET", "/rows"): gated(rows),
            ("PATCH", "/rows"): lambda r: BAD if r.json() is None else refuse() if not known(r) else write(r)}),
       LIST, {"GET /rows": expected("enforced")}, exit=0, allow=["undocumented-operation"], args=["--fail-on", "medium"])
try_it("every broken body is refused, wherever it goes", api(SOUND, lambda r: BAD if r.body and r.json() is None else None),
       BOTH, {"GET /rows": expected("enforced"), "POST /rows": expected("enforced")}, exit=0)
try_it("broken bodies are refused at this path, whatever the method",
       api(SOUND, lambda r: BAD if r.path == "/rows" and r.body and r.json() is None else None),
       BOTH, {"GET /rows": expected("enforced"), "POST /rows": expected("enforced")}, exit=0)
try_it("DELETE is in no contract and asks nobody",
       api({("GET", "/rows/#"): gated(lambda r: answer(200, {"id": 7})), ("DELETE", "/rows/#"):
            lambda r: refuse() if r.credential() not in (None, ANNA) else remove(r)}),
       {"GET /rows/{id}": "bearer"}, {"GET /rows/{id}": expected("open|enforced")}, {"method-gap": 1}, 1,
       allow=["method-gap", "undocumented-operation"])
ONE = ("GET", "/rows/#"), gated(lambda r: answer(200, {"id": 7}) if r.path.endswith("/7") else answer(404, {"detail": "no such row"}))
try_it("DELETE is in no contract and looks at no credential at all", api(dict([ONE, (("DELETE", "/rows/#"), remove)])),
       {"GET /rows/{id}": "bearer"}, {"GET /rows/{id}": expected("open|enforced")}, {"method-gap": 1}, 1,
       allow=["method-gap", "undocumented-operation"])
try_it("each method looks for the row before it asks who it is for",
       api({("GET", "/rows/#"): lambda r: ONE[1](r) if r.path.endswith("/7") else answer(404, {"detail": "no such row"}),
            ("DELETE", "/rows/#"): lambda r: gated(remove)(r) if r.path.endswith("/7") else remove(r)}),
       {"GET /rows/{id}": "bearer"}, {}, {"method-gap": 0}, allow=["undocumented-operation"], complete=None)


def parsed(request):
    """Express with app.use(express.json()): a list or an object is taken, anything else is 400 on every path."""
    return BAD if request.body and not isinstance(request.json(), (list, dict)) else None


HTML = answer(404, "<pre>Cannot do that</pre>", {"Content-Type": "text/html"})
EXPRESS = dict(before=parsed, missing=lambda: HTML, wrong_method=lambda: HTML)
NEWS_READ = {("GET", "/news"): lambda r: answer(200, [{"id": 1, "title": "bazaar"}])}
try_it("behind a parser, POST was added to what everybody may read", api({**NEWS_READ, ("POST", "/news"): write}, **EXPRESS),
       {"GET /news": ""}, {"GET /news": expected("public")}, {"method-gap": 1}, 1, allow=["method-gap", "undocumented-operation"])
try_it("behind a parser, POST was added and is guarded", api({**NEWS_READ, ("POST", "/news"): gated(write)}, **EXPRESS),
       {"GET /news": ""}, {"GET /news": expected("public")}, {"method-gap": 0}, 0, allow=["undocumented-operation"], args=["--fail-on", "medium"])
try_it("a GET that is in no contract shows what the guarded POST writes",
       api({("GET", "/rows"): rows, ("POST", "/rows"): gated(write)}), {"POST /rows": takes(NAME, security="bearer")},
       {"POST /rows": expected("open|enforced")}, exit=1, allow=["method-gap", "undocumented-operation"],
       says=["^high +method-gap$"])
try_it("a GET that is in no contract says that there is none",
       api({("GET", "/rows"): lambda r: answer(200, {"message": "use POST"}), ("POST", "/rows"): gated(write)}),
       {"POST /rows": takes(NAME, security="bearer")}, {"POST /rows": expected("enforced")}, exit=0,
       args=["--fail-on", "medium"], allow=["undocumented-operation"])
try_it("every path that is none shows the same page of data",
       api({("POST", "/rows"): gated(write)}, missing=lambda: answer(200, ROWS), wrong_method=lambda: answer(200, ROWS)),
       {"POST /rows": takes(NAME, security="bearer")}, {"POST /rows": expected("enforced")}, exit=0,
       allow=["undocumented-operation"], args=["--fail-on", "medium"])

# Public paths.

NEWS = {"GET /news": "", "GET /rows": "bearer"}
OPEN_NEWS = {("GET", "/news"): rows, ("GET", "/rows"): gated(rows)}
try_it("what everybody may read, everybody may change", api({**OPEN_NEWS, ("PUT", "/news"): write}), NEWS,
       {"GET /news": expected("public"), "GET /rows": expected("enforced")}, {"method-gap": 1}, 1,
       allow=["method-gap", "undocumented-operation"])
try_it("what everybody may read, those who are known may change", api({**OPEN_NEWS, ("PUT", "/news"): gated(write)}), NEWS,
       {"GET /news": expected("public"), "GET /rows": expected("enforced")}, exit=0, allow=["undocumented-operation"],
       args=["--fail-on", "medium"])
try_it("what everybody may read is read with any method",
       api(OPEN_NEWS, lambda r: rows(r) if r.path == "/news" else None), NEWS,
       {"GET /news": expected("public"), "GET /rows": expected("enforced")}, exit=0, allow=["undocumented-operation"],
       args=["--fail-on", "medium"])
try_it("anybody may delete, by the contract", api({("DELETE", "/rows/#"): remove, ("GET", "/rows"): gated(rows)}),
       {"DELETE /rows/{id}": "", "GET /rows": "bearer"},
       {"DELETE /rows/{id}": expected("public", "public-write"), "GET /rows": expected("enforced")}, exit=1)
try_it("there is nothing to delete, though the contract says that anybody may", api({("GET", "/rows"): gated(rows)}),
       {"DELETE /rows/{id}": "", "GET /rows": "bearer"},
       {"DELETE /rows/{id}": expected("inconclusive"), "GET /rows": expected("enforced")})

# Overrides.

ROW = {"PUT /rows/{id}": takes(NAME, security="bearer"), "DELETE /rows/{id}": "bearer", "GET /rows": "bearer"}


def overriding(named, free=("POST",)):
    """The gate lets these methods through; behind it named(request) says which method is meant."""
    routes = {("GET", "/rows"): rows, ("PUT", "/rows/#"): lambda r: remove(r) if write(r) is not BAD else BAD,
              ("DELETE", "/rows/#"): remove}

    def serve(request):
        if request.method not in free and not known(request):
            return refuse()
        request.method = (named(request) or request.method).upper() if request.method in free else request.method
        return api(routes)(request)
    return serve


HIGH = dict(exit=1, allow=["method-gap"], says=["^high +method-gap$"])
ANY = {"GET /rows": expected("open", "method-gap"), "PUT /rows/{id}": expected("open", "method-gap"),
       "DELETE /rows/{id}": expected("open", "method-gap")}
try_it("a POST becomes what a header says, behind the gate", overriding(lambda r: r.headers.get("X-HTTP-Method")), ROW, ANY, **HIGH)
try_it("a POST becomes what a parameter says", overriding(lambda r: r.query.get("_method", [None])[0]), ROW, ANY, **HIGH)
try_it("a POST becomes what its form says", overriding(lambda r: r.form().get("_method")), ROW,
       {**ANY, "PUT /rows/{id}": expected("open|enforced"), "DELETE /rows/{id}": expected("open|enforced")}, **HIGH)
try_it("a GET becomes what a header says",
       overriding(lambda r: r.headers.get("X-HTTP-Method-Override"), free=("GET",)),
       {name: of for name, of in ROW.items() if "{id}" in name}, {name: of for name, of in ANY.items() if "{id}" in name}, **HIGH)
try_it("the header is read in front of the gate",
       lambda r: overriding(lambda _: None, free=())(types.SimpleNamespace(
           method=r.headers.get("X-HTTP-Method-Override", r.method), path=r.path, headers=r.headers,
           credential=r.credential, json=r.json)),
       ROW, {name: expected("enforced") for name in ROW}, exit=0)
try_it("nobody reads overrides, and a broken body is refused anywhere",
       api({("GET", "/rows"): gated(rows), ("PUT", "/rows/#"): gated(write), ("DELETE", "/rows/#"): gated(remove)},
           lambda r: BAD if r.body and r.json() is None else None), ROW,
       {"GET /rows": expected("enforced"), "PUT /rows/{id}": expected("enforced|inconclusive"),
        "DELETE /rows/{id}": expected("enforced")})
