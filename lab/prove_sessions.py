# SPDX-License-Identifier: Apache-2.0
"""Proves what truth.yaml says of limits of guesses and of ends of sessions, without postern: each flaw can be used, and
each twin refuses. Used by lab/check."""
import base64
import json

WHO = {"username": "bob", "password": "LAB-ONLY-bob-password"}
NEXT = "LAB-ONLY-bob-next-password"


def send(target, method, path, body=None, headers=()):
    typed = [("Content-Type", "application/json")] if body is not None else []
    return target.ask(method, path, [*typed, *headers], json.dumps(body) if body is not None else None)


def guess(target, path, number, name="bob", headers=()):
    return [send(target, "POST", path, {"username": name, "password": "wrong-%d" % n}, headers).status
            for n in range(number)]


def check_limit(target, path, around, holds):
    """around: names and headers that may get around the limit; holds: it does all the same."""
    if guess(target, path, 7)[-1] != 429:
        yield "%s: has no limit" % path
    statuses = {guess(target, path, 1, name, headers)[0] for name, headers in around}
    if statuses != {429 if holds else 401}:
        yield "%s: the way around it ends in %s" % (path, statuses)


def check_guesses(target):
    root = "/api/guesses/"
    claimed = [("bob", [("X-Forwarded-For", "203.0.113.%d" % n)]) for n in (1, 2)]
    cased, spaced = [("BOB", []), ("Bob", [])], [(" bob", []), ("bob ", [])]
    for name, around in (("claimed", claimed), ("cased", cased), ("spaced", spaced)):
        yield from check_limit(target, "%s%s/login/" % (root, name), around, False)
        yield from check_limit(target, "%s%s/fixed/login/" % (root, name), around, True)
    for name in ("BOB", " bob"):
        if send(target, "POST", root + "exact/login/", {**WHO, "username": name}).status != 401:
            yield "%sexact/login/: %r is bob" % (root, name)
    pair = [("Authorization", "Basic " + base64.b64encode(b"bob:wrong").decode())]
    if {send(target, "GET", root + "basic/", None, pair).status for _ in range(12)} != {401}:
        yield root + "basic/: has a limit"


def begin(target, root, slash):
    """The fields of a new session, and its refresh token."""
    answer = send(target, "POST", root + "login" + slash, WHO)
    given = json.loads(answer.body)
    token = given.get("access") or given.get("token")
    cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
    return [("Authorization", "Bearer " + token)] if token else [("Cookie", cookie)], given.get("refresh")


def change(target, root, slash, session, old, new, names):
    return send(target, "POST", root + "password" + slash, dict(zip(names, (old, new))), session).status


def check_change(target, root, slash, names, ends):
    """ends: what a change of the password ends: "nothing", "others" or "all"."""
    one, other = begin(target, root, slash)[0], begin(target, root, slash)[0]
    statuses = [change(target, root, slash, one, WHO["password"], NEXT, names)]
    statuses += [send(target, "GET", root + "me" + slash, None, session).status for session in (other, one)]
    wanted = [204, 200 if ends == "nothing" else 401, 401 if ends == "all" else 200]
    if statuses != wanted:
        yield "%s: a change of the password gives %s" % (root, statuses)


def check_ends(target, root, slash, spares, reuses):
    session, refresh = begin(target, root, slash)
    renew = lambda token: send(target, "POST", root + "refresh" + slash, {"refresh": token}).status  # noqa: E731
    statuses = [renew(refresh), renew(refresh)]
    if statuses != [200, 200 if reuses else 401]:
        yield "%s: a refresh token twice gives %s" % (root, statuses)
    session, refresh = begin(target, root, slash)
    send(target, "POST", root + "logout" + slash, {}, session)
    statuses = [send(target, "GET", root + "me" + slash, None, session).status, renew(refresh)]
    if statuses != [401, 200 if spares else 401]:
        yield "%s: after a logout there is %s" % (root, statuses)


def check_sessions(target):
    root, names = "/api/endings/", ("old_password", "new_password")
    for name, spares, reuses in (("kept", True, False), ("reused", False, True), ("ended", False, False)):
        yield from check_ends(target, "%s%s/" % (root, name), "/", spares, reuses)
    for name, ends in (("changed", "nothing"), ("changed/fixed", "others"), ("changed/all", "all")):
        yield from check_change(target, "%s%s/" % (root, name), "/", names, ends)


def check_flask_accounts(target):
    yield from check_ends(target, "/", "", True, True)
    claimed = [("bob", [("X-Real-IP", "203.0.113.%d" % n)]) for n in (1, 2)]
    yield from check_limit(target, "/claimed/login", claimed, False)
    for path, weak, there in (("/open/register", 201, 409), ("/quiet/register", 422, 202)):
        who = {"username": "proof" + path[1:5], "password": "1234"}
        statuses = [send(target, "POST", path, body).status for body in (who, {**WHO, "password": "a-long-password"})]
        if statuses != [weak, there]:
            yield "%s: %s" % (path, statuses)
    for path, there in (("/talking/forgot", 404), ("/silent/forgot", 202)):
        if send(target, "POST", path, {"username": "nobody-at-all"}).status != there:
            yield "%s: nobody is not answered with %d" % (path, there)
    yield from check_change(target, "/", "", ("oldPassword", "newPassword"), "nothing")
    yield from check_limit(target, "/login", claimed, True)
