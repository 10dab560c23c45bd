# SPDX-License-Identifier: Apache-2.0
"""Targets that shut the scan out without a word of it: by an envelope, by a path that is gone, by the refusal itself, for
some paths, for some tokens, for who has shown wrong ones. None of them ends in 0. Each takes unsigned tokens, so that a
green would also be wrong."""
from failing_target import CONTRACT, IDENTITIES, TOKEN, UNSURE, api, count, let_in, not_found, answer, refuse, quick
from situation import SITUATIONS, expected, situation

SITUATIONS.clear()  # of the file that those are from


def sit(why, serve, operations=UNSURE):
    situation(why, quick(operations=operations), contract=CONTRACT, identities=IDENTITIES, serve=serve)


WALLS = {"an envelope that speaks of too many requests": lambda r: answer(200, {"code": 429, "msg": "too many requests", "data": None}),
         "a path that is gone": lambda r: not_found(),
         "the login": lambda r: answer(302, None, {"Location": "/login?next=" + r.path}),
         "its usual refusal": lambda r: refuse(),
         "nothing at all": lambda r: answer(200),
         "a teapot": lambda r: answer(418, "no robots"),
         "a limit told by 403": lambda r: answer(403, {"message": "API rate limit exceeded"}, {"X-RateLimit-Remaining": "0"})}
for what, wall in WALLS.items():
    sit(f"from request 21 on everybody gets {what}", lambda r, wall=wall: wall(r) if count(r) > 20 else api(r))
sit("from request 21 on everybody is served", lambda r: answer(200, {"rows": [1, 2, 3], "path": r.path}) if count(r) > 20 else api(r),
    {name: expected("inconclusive|untested|open", allow=["jwt-alg-none", "anonymous-access", "any-token-accepted"]) for name in UNSURE})
for what in ("a path that is gone", "its usual refusal", "a limit told by 403"):
    sit(f"each path may be asked for ten times, and then shows {what}",
        lambda r, wall=WALLS[what]: wall(r) if count(r, r.path) > 10 else api(r))
for what in ("the login", "a path that is gone", "a limit told by 403"):
    sit(f"who has shown three wrong tokens gets {what} for each further one", lambda r, wall=WALLS[what]:
        wall(r) if r.credential() not in (None, TOKEN) and count(r, "wrong") > 3 else api(r))
sit("a token is worn out after eight uses",
    lambda r: refuse() if let_in(r) and count(r, r.credential()) > 8 else api(r))


def locked(request):
    """After six wrong tokens no token is taken any more."""
    if request.credential() and not let_in(request):
        count(request, "wrong")
    seen = vars(request.state).get("seen", {}).get("wrong", 0)
    return refuse() if request.credential() and seen > 6 else api(request)


sit("after six wrong tokens none is taken any more", locked)
