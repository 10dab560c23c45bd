# SPDX-License-Identifier: Apache-2.0
"""Proves what truth.yaml says of the catalogue's rules, without postern: each flaw can be used, and each twin
refuses. Used by lab/check."""
import json

OBJECTS = {  # whether bob reads alice's
    "unscoped": 200, "scoped": 404, "refused": 403, "shared": 200, "announced": 200, "together": 200}


def bearer(target, name):
    return [("Authorization", "Bearer " + target.login(name)["access"])]


def check_objects(target, alice, bob):
    for name, wanted in OBJECTS.items():
        root = "/api/objects/%s/" % name
        own, others = (json.loads(target.ask("GET", root, who).body) for who in (alice, bob))
        path = "%s%d/" % (root, own[0]["id"])
        filtered = own[0] not in others
        if filtered == (name == "shared"):
            yield root + ": the list is not what it should be"
        statuses = [target.ask("GET", path, who).status for who in (alice, bob, [])]
        if statuses != [200, wanted, 401]:
            yield "%s: alice, bob and nobody get %s" % (path, statuses)
    for name in ("unscoped", "scoped"):
        status = target.ask("GET", "/api/objects/%s/101/lines/" % name, bob).status
        if status != OBJECTS[name]:
            yield "%s/101/lines/: bob gets %d" % (name, status)


def check_leaks(target, alice):
    token = alice[0][1].partition(" ")[2].encode()
    for name, echoes in (("receipt", True), ("receipt/fixed", False), ("closed", True), ("closed/fixed", False),
                         ("token", True), ("log", False)):
        if (token in target.ask("GET", "/api/leaks/%s/" % name, alice).body) != echoes:
            yield "/api/leaks/%s/: the token is %srepeated" % (name, "not " if echoes else "")
    for name, traced in (("trace", True), ("trace/fixed", False)):
        answer = target.ask("GET", "/api/leaks/%s/" % name)
        if answer.status != 500 or (b"Traceback" in answer.body) != traced:
            yield "/api/leaks/%s/: %d, and the trace is not as it should be" % (name, answer.status)


def check_functions(target, alice, carol):
    for name, open_to_all in (("admin/accounts", True), ("admin/accounts/fixed", False), ("export", True),
                              ("export/fixed", False), ("staff", True)):
        statuses = [target.ask("GET", "/api/functions/%s/" % name, who).status for who in (alice, carol, [])]
        if statuses != [200 if open_to_all else 403, 200, 401]:
            yield "/api/functions/%s/: alice, carol and nobody get %s" % (name, statuses)


ORIGINS = {"copied": "https://stranger.example", "null": "null", "begins": "http://127.0.0.1.stranger.example",
           "ends": "http://stranger-127.0.0.1"}


def check_browsers(target, alice):
    def allows(path, origin):
        headers = target.ask("GET", path, alice + [("Origin", origin)]).headers
        return (headers["Access-Control-Allow-Origin"], headers["Access-Control-Allow-Credentials"]) == (origin, "true")

    for name, origin in ORIGINS.items():
        path = "/api/browsers/%s/" % name
        if not allows(path, origin) or allows(path + "fixed/", origin):
            yield path + ": is not open to %s, or its twin is" % origin
    if allows("/api/browsers/any/", "https://stranger.example"):
        yield "/api/browsers/any/: allows credentials"
    for name, readable in (("loose", True), ("strict", False)):
        answer = target.ask("POST", "/api/browsers/%s/login/" % name, [("Content-Type", "application/json")], json.dumps(
            {"username": "alice", "password": "LAB-ONLY-alice-password"}))
        cookie = answer.headers["Set-Cookie"]
        if ("HttpOnly" in cookie) == readable:
            yield "/api/browsers/%s/login/: sets %s" % (name, cookie)
        pair = [("Cookie", cookie.partition(";")[0])]
        if target.ask("GET", "/api/browsers/%s/me/" % name, pair).status != 200:
            yield "/api/browsers/%s/me/: refuses its own cookie" % name


def check_catalogue(target):
    alice, bob, carol = (bearer(target, name) for name in ("alice", "bob", "carol"))
    yield from check_objects(target, alice, bob)
    yield from check_leaks(target, alice)
    yield from check_functions(target, alice, carol)
    yield from check_browsers(target, alice)


def check_flask(target):
    """The same of the Flask server."""
    def ask(path, name, more=()):
        return target.ask("GET", path, [("Authorization", "Bearer LAB-ONLY-catalogue-%s-5b17e0" % name), *more])

    for path, name, status in (("/invoices/inv-7f31", "bob", 200), ("/receipts/inv-7f31", "bob", 404),
                               ("/receipts/inv-7f31", "alice", 200), ("/admin/users", "alice", 200),
                               ("/admin/sessions", "alice", 403), ("/admin/sessions", "carol", 200)):
        answer = ask(path, name)
        if answer.status != status:
            yield "%s: %s gets %d" % (path, name, answer.status)
    stranger = [("Origin", "https://stranger.example")]
    for path, copied in (("/copied", True), ("/listed", False)):
        if (ask(path, "alice", stranger).headers["Access-Control-Allow-Origin"] == stranger[0][1]) != copied:
            yield path + ": the origin is not treated as it should be"
    for path, echoes in (("/ticket", True), ("/ticket-sound", False)):
        if (b"LAB-ONLY-catalogue" in ask(path, "alice").body) != echoes:
            yield path + ": the token is not treated as it should be"
    for path, traced in (("/traced", True), ("/untraced", False)):
        if (b"Traceback" in target.ask("GET", path).body) != traced:
            yield path + ": the trace is not as it should be"
    for name, readable in (("loose", True), ("strict", False)):
        answer = target.ask("POST", "/%s/login" % name, [("Content-Type", "application/json")], json.dumps(
            {"username": "alice", "password": "LAB-ONLY-alice-password"}))
        if ("HttpOnly" in answer.headers["Set-Cookie"]) == readable:
            yield "/%s/login: sets %s" % (name, answer.headers["Set-Cookie"])
