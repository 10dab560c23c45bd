# SPDX-License-Identifier: Apache-2.0
"""Proves what truth.yaml says of logins, passwords and recoveries, without postern: each flaw can be used, and each
twin refuses. Used by lab/check."""
import base64
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
