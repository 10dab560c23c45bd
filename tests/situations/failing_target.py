# SPDX-License-Identifier: Apache-2.0
"""Targets that fail, ban, throttle or slow down while they are scanned: none of them ends in 0, and nothing that
was not judged is called enforced. Each takes unsigned tokens, so that a green would also be wrong."""
import time

from situation import *

TOKEN = jwt({"sub": "anna"})
PATHS = [f"/rows/{word}" for word in ("first", "second", "third")]
CONTRACT = contract({f"GET {path}": "bearer" for path in PATHS}, {"bearer": JWT})
IDENTITIES = {"anna": {"bearer": TOKEN}}
UNSURE = {f"GET {path}": expected("inconclusive|untested|open", allow=["jwt-alg-none", "anonymous-access"])
          for path in PATHS}
NO_FINDING = {f"GET {path}": expected("inconclusive|untested") for path in PATHS}


def let_in(request):
    """Whose token it is; unsigned ones pass."""
    token = request.credential()
    head = token.split(".")[0] if token and token.count(".") == 2 else ""
    try:
        unsigned = json.loads(unb64(head)).get("alg", "").lower() == "none"
    except (ValueError, AttributeError, TypeError):
        unsigned = False
    return read_jwt(token, checked=not unsigned)


def api(request):
    if request.path not in PATHS or request.method != "GET":
        return not_found()
    return answer(200, {"rows": [1, 2, 3], "path": request.path}) if let_in(request) else refuse()


def count(request, who="all"):
    with request.state.lock:
        seen = vars(request.state).setdefault("seen", {})
        seen[who] = seen.get(who, 0) + 1
        return seen[who]


def after(n, then):
    return lambda request: then(request) if count(request) > n else api(request)


def quick(*args, **expectations):
    return scan("--timeout", "2", "--patience", "2", *args, exit=3, complete=False, allow=["no-challenge"],
                **expectations)


def banned(request):
    return answer(403, "<html><h1>Access denied</h1>Your address was blocked.</html>")


def challenge_page(request):
    return answer(200, "<html><title>One moment</title><script src='/check.js'></script>Checking your browser</html>")


def unavailable(request):
    return answer(503, {"detail": "upstream unavailable"})


def gateway(request):
    return answer(502, "<html><h1>502 Bad Gateway</h1></html>")


for n in (9, 21, 40):
    situation(f"a firewall bans the client after request {n}", quick(operations=UNSURE),
              contract=CONTRACT, identities=IDENTITIES, serve=after(n, banned))
situation("the target answers 503 without Retry-After from request 20 on", quick(operations=UNSURE),
          contract=CONTRACT, identities=IDENTITIES, serve=after(20, unavailable))
situation("the target's gateway answers 502 from request 25 on", quick(operations=UNSURE),
          contract=CONTRACT, identities=IDENTITIES, serve=after(25, gateway))
situation("everybody gets a page that checks the browser from request 15 on", quick(operations=UNSURE),
          contract=CONTRACT, identities=IDENTITIES, serve=after(15, challenge_page))
situation("everybody gets a page that checks the browser from the start",
          scan(exit=3, complete=False, operations=NO_FINDING, allow=["no-challenge"]),
          contract=CONTRACT, identities=IDENTITIES, serve=challenge_page)
situation("the target drops every connection from request 18 on", quick(operations=UNSURE),
          contract=CONTRACT, identities=IDENTITIES, serve=after(18, lambda request: DROP))


def throttled(request):
    """A few good answers for each user, and then none for an hour."""
    claims = let_in(request)
    if claims and count(request, claims.claims.get("sub")) > 6:
        return answer(429, {"detail": "slow down"}, {"Retry-After": "3000"})
    return api(request)


def throttled_silently(request):
    """The same without a word of how long it lasts."""
    claims = let_in(request)
    if claims and count(request, claims.claims.get("sub")) > 8:
        return answer(429, {"detail": "slow down"})
    return api(request)


situation("each user has six requests an hour", quick(operations=UNSURE),
          contract=CONTRACT, identities=IDENTITIES, serve=throttled)
situation("each user has eight requests, and nobody says for how long", quick(operations=UNSURE),
          contract=CONTRACT, identities=IDENTITIES, serve=throttled_silently)


def burst(request):
    """At most twelve requests in a second: what is throttled may come again a second later."""
    now = time.monotonic()
    with request.state.lock:
        times = [t for t in vars(request.state).setdefault("times", []) if now - t < 1]
        request.state.times = times
        if len(times) >= 12:
            return answer(429, {"detail": "slow down"}, {"Retry-After": "1"})
        times.append(now)
    return api(request)


situation("bursts are throttled, and patience suffices",
          scan(exit=1, complete=True, allow=["no-challenge"],
               operations={f"GET {path}": expected("open", "jwt-alg-none") for path in PATHS}),
          contract=CONTRACT, identities=IDENTITIES, serve=burst)


def slow_for_users(request):
    """Whoever is let in waits longer than the scan does."""
    given = api(request)
    if given.status == 200:
        request.state.over.wait(20) if hasattr(request.state, "over") else time.sleep(4)
    return given


situation("whoever is let in waits longer than the scan does",
          quick(operations={f"GET {path}": expected("inconclusive|untested") for path in PATHS}),
          contract=CONTRACT, identities=IDENTITIES, serve=slow_for_users)


def broken_behind_the_gate(request):
    """The first fails for who is let in, the second for everybody."""
    if request.path == PATHS[1]:
        return answer(500, "<h1>Server Error (500)</h1>")
    token = read_jwt(request.credential())
    if not token:
        return refuse()
    return answer(500, "<h1>Server Error (500)</h1>") if request.path == PATHS[0] else answer(200, {"rows": [1]})


situation("one operation fails behind its gate, another before it, the third is sound",
          scan(exit=0, complete=True, operations={f"GET {PATHS[0]}": expected("enforced", reason="server error"),
                                                  f"GET {PATHS[1]}": expected("inconclusive"),
                                                  f"GET {PATHS[2]}": expected("enforced", granted=["anna"])}),
          scan("--include", PATHS[1], exit=3, operations={f"GET {PATHS[1]}": expected("inconclusive")}),
          contract=CONTRACT, identities=IDENTITIES, serve=broken_behind_the_gate)


def sound(request):
    if request.path not in PATHS or request.method != "GET":
        return not_found()
    return answer(200, {"rows": [1, 2, 3]}) if read_jwt(request.credential()) else refuse()


situation("nothing is wrong with the target, nor with the API",
          scan(exit=0, complete=True, says=[r"judged 3 of 3 operations, (\d+) of \1 attacks"],
               operations={f"GET {path}": expected("enforced", granted=["anna"]) for path in PATHS}),
          contract=CONTRACT, identities=IDENTITIES, serve=sound)
situation("an identity has no credential of a declared scheme, or one that nobody takes",
          scan(exit=3, complete=False, says=["ben"]),
          contract=CONTRACT, identities={"anna": {"bearer": TOKEN}, "ben": {"bearer": "bens-made-up-and-worthless"}},
          serve=sound)
