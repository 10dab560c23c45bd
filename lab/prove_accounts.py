# SPDX-License-Identifier: Apache-2.0
"""Proves what truth.yaml says of logins, passwords and recoveries, without postern: each flaw can be used, and each
twin refuses. Used by lab/check."""
import base64
import hashlib
import json

RIGHT = {"username": "alice", "password": "LAB-ONLY-alice-password"}
PAIR = ("Authorization", "Basic " + base64.b64encode(b"alice:LAB-ONLY-alice-password").decode())


def post(target, path, body, headers=()):
    return target.ask("POST", path, [("Content-Type", "application/json"), *headers], json.dumps(body))


def claims(answer):
    """Of the token that a login gives; nothing where it refuses."""
    given = json.loads(answer.body)
    token = given.get("access") or given.get("token")
    part = token.split(".")[1] if token else "e30"
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def check_claims(target, asked):
    """asked: by the flaw's path, the member that is asked for, the twin's path, and by Basic or not."""
    for path, (name, value, twin, basic) in asked.items():
        for login, believed in ((path, True), (twin, False)):
            answer = post(target, "%s?%s=%s" % (login, name, value), {name: value, **({} if basic else RIGHT)},
                          [PAIR] if basic else [])
            if (value in claims(answer).values()) != believed:
                yield "%s: %d, and %s is not treated as it should be" % (login, answer.status, name)


def check_known(target, login, name, known):
    """Whether that name is its own password, and the right pair opens."""
    statuses = [post(target, login, body).status for body in ({"username": name, "password": name}, RIGHT)]
    if statuses != [200 if known else 401, 200]:
        yield "%s: %s and alice get %s" % (login, name, statuses)


def check_accounts(target):
    root = "/api/passwords/"
    for name, known in (("known/", True), ("known/fixed/", False), ("locking/", False)):
        yield from check_known(target, "%s%slogin/" % (root, name), "test", known)
    root = "/api/claims/"
    names = {"role": ("role", "any", False), "known": ("role", "admin", False), "audience": ("aud", "any", False),
             "scope": ("scope", "any", True), "subject": ("sub", "any", True)}
    yield from check_claims(target, {"%s%s/login/" % (root, name): (member, value, "%s%s/fixed/login/" % (root, name), basic)
                                     for name, (member, value, basic) in names.items()})


def check_node_accounts(target):
    for name, known in (("kiosk", True), ("office", False)):
        yield from check_known(target, "/%s/login" % name, "guest", known)
    yield from check_claims(target, {"/login/merged": ("role", "admin", "/login/picked", False),
                                     "/token/wide": ("scope", "any", "/token/narrow", True)})


def check_members(target, root, registrations):
    """registrations: whether each takes four digits."""
    for number, (name, takes) in enumerate(registrations.items()):
        who = {"username": "member%d" % number, "password": "1234"}
        post(target, "%s%s" % (root, name), who)
        if (post(target, root + "login/", who).status == 200) != takes:
            yield "%s%s: four digits are not treated as they should be" % (root, name)


def check_accounts_writes(target):
    yield from check_members(target, "/api/members/", {"open/register/": True, "looking/register/": False,
                                                       "quiet/register/": False})
    yield from check_recoveries(target)


def recover(target, kind, name, password, code=None):
    """Asks for a code, and sets the password with the one that is shown, or with that."""
    root = "/api/recoveries/%s/reset/" % kind
    shown = json.loads(post(target, root, {"username": name}).body)
    code = code or shown.get("token") or shown.get("code") or ""
    return [post(target, root + "confirm/", {"username": name, "token": code, "password": password}).status for _ in "12"]


def check_recoveries(target):
    name = "member-of-the-proof"
    post(target, "/api/members/open/register/", {"username": name, "password": "LAB-ONLY-first-password"})
    codes = {"derived": hashlib.md5(name.encode()).hexdigest(), "any": "no code at all"}
    for kind, expected in (("shown", [200, 200]), ("shown/fixed", [400, 400]), ("counted", [200, 400]), ("handle", [400, 400]),
                           ("derived", [200, 400]), ("any", [200, 200]), ("lasting", [200, 400]), ("brief/fixed", [400, 400]), ("hosted", [400, 400]), ("hosted/fixed", [400, 400])):
        statuses = recover(target, kind, name, "LAB-ONLY-next-password", codes.get(kind))
        if statuses != expected:
            yield "/api/recoveries/%s/: %s" % (kind, statuses)
    for kind, believed in (("hosted", True), ("hosted/fixed", False)):
        answer = post(target, "/api/recoveries/%s/reset/" % kind, {"username": name}, [("X-Forwarded-Host", "elsewhere.test")])
        if ("elsewhere.test" in answer.body.decode()) != believed:
            yield "/api/recoveries/%s/: %s" % (kind, answer.body)


def check_node_recoveries(target):
    for kind, shows in (("linked", True), ("mailed", False)):
        link = json.loads(post(target, "/%s/forgot" % kind, {"username": "bob"}).body).get("link", "/none")
        path = "/%s/password/%s" % (kind, link.rsplit("/", 1)[1])
        statuses = [post(target, path, {"newPassword": "LAB-ONLY-bob-password"}).status for _ in "12"]
        if statuses != ([204, 204] if shows else [410, 410]):
            yield "/%s/: %s" % (kind, statuses)


def check_flask_doors(target):
    form = [("Content-Type", "application/x-www-form-urlencoded")]
    for name, reuses in (("reused", True), ("rotated", False)):
        path = "/%s/token" % name
        given = json.loads(target.ask("POST", path, form, "grant_type=password&username=alice&password=" + RIGHT["password"]).body)
        again = "grant_type=refresh_token&refresh_token=" + given["refresh_token"]
        statuses = [target.ask("POST", path, form, again).status for _ in "12"]
        if statuses != [200, 200 if reuses else 400]:
            yield "%s: %s" % (path, statuses)
    token = json.loads(post(target, "/login", RIGHT).body)["token"]
    signed = [("Authorization", "Bearer " + token)]
    for name, tells in (("echoed", True), ("seen", False), ("moved", True), ("moved-sound", False), ("page", True), ("page-sound", False)):
        answer = target.ask("GET", "/" + name, signed)
        if (token in answer.body.decode() + str(answer.headers)) != tells:
            yield "/%s: the token is not treated as it should be" % name
    for name, origin in (("begins", "http://127.0.0.1.test"), ("ends", "http://else127.0.0.1:80"), ("null", "null"), ("friends", None)):
        for asked in ("http://127.0.0.1.test", "http://else127.0.0.1:80", "null", "https://other.test"):
            allowed = target.ask("GET", "/origins/" + name, [*signed, ("Origin", asked)]).headers.get("Access-Control-Allow-Origin")
            if (allowed == asked) != (asked == origin):
                yield "/origins/%s: %s" % (name, asked)
    who = {"username": "bob", "password": "LAB-ONLY-bob-password"}
    for name, wanted in (("counted", [200, 400]), ("lasting", [200, 400]), ("again", [200, 200]), ("long", [400, 400])):
        code = json.loads(post(target, "/%s/forgot" % name, who).body).get("code", "none")
        statuses = [post(target, "/%s/reset" % name, {**who, "code": code}).status for _ in "12"]
        if statuses != wanted:
            yield "/%s/reset: %s" % (name, statuses)
    for name, statuses in (("brief", {400}), ("long", {400, 429})):
        if {post(target, "/%s/reset" % name, {**who, "code": "no%d" % n}).status for n in range(12)} != statuses:
            yield "/%s/reset: is not limited as it should be" % name
    for name, believed in (("hosted", True), ("settled", False)):
        answer = post(target, "/%s/forgot" % name, who, [("X-Forwarded-Host", "elsewhere.test")])
        if ("elsewhere.test" in answer.body.decode()) != believed:
            yield "/%s/forgot: %s" % (name, answer.body)
