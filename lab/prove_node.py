# SPDX-License-Identifier: Apache-2.0
"""Proves what truth.yaml says of Node's tokens, sessions, registrations and steps, and of Django's steps, without postern:
each flaw can be used, and each twin refuses. Used by lab/check."""
import base64
import hmac
import json
import time

WHO = {"username": "alice", "password": "LAB-ONLY-alice-password"}


def send(target, method, path, body=None, *fields):
    text = None if body is None else json.dumps(body)
    return target.ask(method, path, [*([("Content-Type", "application/json")] if text else []), *fields], text)


def bearer(token):
    return "Authorization", "Bearer " + token


def part(value):
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def forged(secret, claims, header=None):
    """An HS256 token under that secret, or one with a signature of zeros where there is none."""
    head = header or {"alg": "HS256"}
    message = "%s.%s" % tuple(part(json.dumps(each).encode()) for each in (head, claims))
    signature = bytes(64) if secret is None else hmac.digest(secret, message.encode(), "sha256")
    return "%s.%s" % (message, part(signature))


def claims(**other):
    now = int(time.time())
    told = {"iss": "node-lab", "aud": "node-api", "sub": "alice", "iat": now, "nbf": now, "exp": now + 600, "use": "access",
            "role": "user", **other}
    return {name: value for name, value in told.items() if value is not None}


def check_claims(target):
    now = int(time.time())
    weak = {"expired": claims(exp=now - 600), "no-expiry": claims(exp=None), "not-yet": claims(nbf=now + 600),
            "issuer": claims(iss="other"), "audience": claims(aud="other"), "role": claims(role="staff")}
    tokens = {"/weak/" + name: forged(b"secret", told) for name, told in weak.items()}
    tokens["/weak/crit"] = forged(b"secret", claims(), {"alg": "HS256", "crit": ["x"], "x": 1})
    tokens["/blank/balance"] = tokens["/strong/rotation"] = forged(b"", claims())
    tokens["/strong/kid"] = forged(b"", claims(), {"alg": "HS256", "kid": "../" * 12 + "dev/null"})
    tokens["/curve/balance"] = forged(None, claims(), {"alg": "ES256"})
    tokens["/strong/any-use"] = json.loads(send(target, "POST", "/login/strong", WHO).body)["refresh"]
    twins = {"/weak/role": "/weak/role-fixed", "/curve/balance": "/curve/balance-fixed", "/strong/kid": "/strong/kid-fixed",
             "/strong/rotation": "/strong/rotation-fixed", "/blank/balance": "/strong/balance", "/strong/any-use": "/strong/balance"}
    for path, token in tokens.items():
        twin = twins.get(path, "/weak/sound")
        statuses = [send(target, "GET", each, None, bearer(token)).status for each in (path, twin)]
        if statuses[0] != 200 or statuses[1] not in (401, 403):
            yield "%s and %s: a forged token gets %s" % (path, twin, statuses)


def guess(target, path, names, fields=()):
    """The statuses of seven wrong passwords, for names and with fields in turn."""
    return [send(target, "POST", path, {"username": names[n % len(names)], "password": "wrong"},
                 *(fields and [fields[n % len(fields)]])).status for n in range(7)]


def cookie_of(answer):
    return answer.headers.get("Set-Cookie", "").split(";")[0]


def check_jar(target, name, carries, ends):
    login = send(target, "POST", "/%s/login" % name, WHO, ("Cookie", name + "=postern-made-up"))
    cookie = ("Cookie", cookie_of(login))
    send(target, "POST", "/%s/logout" % name, {}, cookie)
    after = send(target, "GET", "/%s/me" % name, None, cookie).status
    if ("made-up" in cookie[1]) != carries or after != (401 if ends else 200):
        yield "%s: %s after the login, %d after the logout" % (name, cookie[1], after)


def check_node_sessions(target):
    for path, names, fields, open_ in (
            ("endless", ["bob"], (), True), ("main", ["bob", "BOB", "bob "], (), False),
            ("claimed", ["bob"], [("X-Forwarded-For", "203.0.113.%d" % n) for n in (1, 2)], True),
            ("cased", ["bob", "BOB"], (), True), ("spaced", ["bob", "bob "], (), True)):
        statuses = guess(target, "/%s/login" % path, names, fields)
        if (429 not in statuses) != open_:
            yield "%s: wrong passwords get %s" % (path, statuses)
    for name, carries, ends in (("strict", False, True), ("loose", False, True), ("carried", True, True), ("cleared", False, False)):
        yield from check_jar(target, name, carries, ends)
    for name, kept, reused in (("main", False, False), ("kept", True, False), ("reused", False, True)):
        given = json.loads(send(target, "POST", "/%s/login" % name, WHO).body)
        renew = lambda token: send(target, "POST", "/%s/refresh" % name, {"refresh": token}).status  # noqa: E731, B023
        twice = [renew(given["refresh"]), renew(given["refresh"])]
        given = json.loads(send(target, "POST", "/%s/login" % name, WHO).body)
        send(target, "POST", "/%s/logout" % name, {}, bearer(given["token"]))
        after = renew(given["refresh"])
        if twice != [200, 200 if reused else 401] or after != (200 if kept else 401):
            yield "%s: a refresh token gets %s, and %d after the logout" % (name, twice, after)
    for name, weak, taken, forgot in (("telling", 201, 409, 404), ("quiet", 422, 202, 202)):
        statuses = [send(target, "POST", "/%s/register" % name, {"username": "proof", "password": "1234"}).status,
                    send(target, "POST", "/%s/register" % name, {**WHO, "password": "long-enough-9"}).status,
                    send(target, "POST", "/%s/forgot" % name, {"username": "nobody"}).status]
        if statuses != [weak, taken, forgot]:
            yield "%s: %s" % (name, statuses)


def check_step(target, root, slash, member, read, opens, limited):
    """Whether a challenge opens the read, and whether nine wrong codes, with a new challenge each, are too many."""
    first = lambda: json.loads(send(target, "POST", root + "login" + slash, WHO).body)[member]  # noqa: E731
    opened = read and send(target, "GET", root + read, None, bearer(first())).status
    codes = [send(target, "POST", root + "mfa/verify" + slash, {member: first(), "code": "%06d" % n}).status for n in range(9)]
    if (opened == 200) != opens or (429 in codes) != limited:
        yield "%s: the challenge gets %s, and wrong codes %s" % (root, opened, codes)


def check_delay(target, root, slash, slow):
    """Whether the sixth wrong code, with a new challenge each, has to wait."""
    for n in range(6):
        challenge = json.loads(send(target, "POST", root + "login" + slash, WHO).body)["challenge"]
        began = time.monotonic()
        send(target, "POST", root + "mfa/verify" + slash, {"challenge": challenge, "code": "%06d" % n})
    if (time.monotonic() - began >= 3) != slow:
        yield "%s: the sixth wrong code takes %.1f s" % (root, time.monotonic() - began)


def check_steps(target):
    yield from check_delay(target, "/api/steps/delayed/", "/", False)
    yield from check_delay(target, "/api/steps/delayed/fixed/", "/", True)
    for name, opens, limited in (("skipped", True, True), ("skipped/fixed", False, True), ("endless", False, False)):
        yield from check_step(target, "/api/steps/%s/" % name, "/", "challenge", "ledger/", opens, limited)
    token = json.loads(send(target, "POST", "/api/steps/whole/login/", WHO).body)["token"]
    if send(target, "GET", "/api/steps/whole/ledger/", None, bearer(token)).status != 200:
        yield "/api/steps/whole/: its token is no access"


def check_node_steps(target):
    yield from check_delay(target, "/delayed/", "", False)
    yield from check_delay(target, "/patient/", "", True)
    for name, member, read, opens, limited in (
            ("sound", "challenge", "me", False, True), ("endless", "mfa_token", None, False, False),
            ("anew", "challenge", None, False, False), ("skipped", "challenge", "me", True, True)):
        yield from check_step(target, "/%s/" % name, "", member, read, opens, limited)
    for name, limited in (("desk", False), ("till", True)):
        statuses = [send(target, "GET", "/%s/stock" % name, None, ("X-%s-Key" % name.title(), "%04d" % n)).status for n in range(7)]
        if (429 in statuses) != limited:
            yield "%s: wrong keys get %s" % (name, statuses)
