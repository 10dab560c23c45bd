# SPDX-License-Identifier: Apache-2.0
"""Proves what truth.yaml says of the catalogue's rules, without postern: each flaw can be used, and each twin
refuses. Used by lab/check."""
import base64
import collections
import json

Wanted = collections.namedtuple("Wanted", "rules end")

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
    number = json.loads(target.ask("GET", "/api/objects/me/", alice).body)["id"]
    for name, wanted in (("users", 200), ("customers", 404)):
        if target.ask("GET", "/api/objects/%s/%d/" % (name, number), bob).status != wanted:
            yield "/api/objects/%s/: bob and alice are not told apart as they should be" % name
    for name in ("unscoped", "scoped"):
        for method, path, body in (("GET", "101/lines/", None), ("GET", "receipt/?id=101", None),
                                   ("POST", "lookup/", {"id": 101})):
            typed = bob + [("Content-Type", "application/json")]
            status = target.ask(method, "/api/objects/%s/%s" % (name, path), typed, body and json.dumps(body)).status
            if status != OBJECTS[name]:
                yield "%s/%s: bob gets %d" % (name, path, status)
    for name, wanted in (("rewritten", (200, 204)), ("kept", (404, 404))):
        yield from check_written(target, "/api/objects/%s/" % name, (alice, bob), wanted)


def check_written(target, root, names, wanted):
    """The one makes an order, the other changes and deletes it; it is gone in the end."""
    alice, bob = names
    typed = [("Content-Type", "application/json")]
    order = json.loads(target.ask("POST", root, alice + typed, json.dumps({"item": "lamp", "quantity": 1})).body)
    path = "%s%d/" % (root, order["id"])
    named = target.ask("POST", root + "cancel/", bob + typed, json.dumps({"id": order["id"]})).status
    if (named == 200) != (wanted[0] == 200):
        yield "%scancel/: bob gets %d" % (root, named)
    changed = target.ask("PUT", path, bob + typed, json.dumps({"item": "rope", "quantity": 2})).status
    deleted = target.ask("DELETE", path, bob).status
    other = json.loads(target.ask("POST", root, alice + typed, json.dumps({"item": "lamp", "quantity": 1})).body)["id"]
    if target.ask("DELETE", "%sentry/?id=%d" % (root, other), bob).status != wanted[1]:
        yield "%sentry/: bob is not treated as he should be" % root
    for number in (order["id"], other):
        target.ask("DELETE", "%s%d/" % (root, number), alice)
    if (changed, deleted) != wanted:
        yield "%s: bob gets %d and %d" % (path, changed, deleted)


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
                              ("export/fixed", False), ("staff", True), ("office/people", False),
                              ("office/keys", False), ("office/sums", False), ("office/rooms", False),
                              ("office/rota", False), ("office/costs", False), ("office/exports", True),
                              ("office/notice", True)):
        statuses = [target.ask("GET", "/api/functions/%s/" % name, who).status for who in (alice, carol, [])]
        if statuses != [200 if open_to_all else 403, 200, 401]:
            yield "/api/functions/%s/: alice, carol and nobody get %s" % (name, statuses)
    for name, wanted in (("tariffs", {"POST": 403, "PUT": 403, "PATCH": 403, "DELETE": 404}),
                         ("duties", {"POST": 403, "PUT": 403, "PATCH": 403, "DELETE": 403})):
        root = "/api/functions/%s/" % name
        statuses = {method: target.ask(method, root if method == "POST" else root + "7/", alice).status for method in wanted}
        if statuses != wanted:
            yield "%s: alice gets %s" % (root, statuses)


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


def post(target, path, body, cookie=None):
    headers = [("Content-Type", "application/json")] + ([("Cookie", cookie)] if cookie else [])
    return target.ask("POST", path, headers, json.dumps(body))


def check_sessions(target, root, kind, wanted):
    """wanted: the rules of that kind of session."""
    right = {"username": "alice", "password": "LAB-ONLY-alice-password"}
    given = post(target, root + "login" + wanted.end, right).headers["Set-Cookie"].partition(";")[0]
    planted = kind + "=0123456789abcdef0123456789abcdef"
    post(target, root + "login" + wanted.end, right, planted)
    words = {post(target, root + "login" + wanted.end, {"username": name, "password": "wrong"}).body
             for name in ("alice", "nobody")}
    found = {"session-fixation"} if target.ask("GET", root + "me" + wanted.end, [("Cookie", planted)]).status == 200 else set()
    found |= {"user-enumeration"} if len(words) > 1 else set()
    out = post(target, root + "logout" + wanted.end, {}, given)
    after = target.ask("GET", root + "me" + wanted.end, [("Cookie", given)]).status
    found |= {"logout-keeps-token"} if out.status == 200 and after == 200 else set()
    guesses = [post(target, root + "login" + wanted.end, {"username": "no one", "password": "wrong"}).status for _ in range(8)]
    found |= {"no-rate-limit"} if len(set(guesses)) == 1 else set()
    if found != wanted.rules or out.status != 200:
        yield "%s: %s, and the logout answers %d" % (root, sorted(found), out.status)


def again(target, path, name):
    """Whether a refresh token is good twice."""
    body = {"refresh": target.login("alice", name)["refresh"]}
    return [post(target, path, body).status for _ in range(2)] == [200, 200]


def check_accounts(target):
    for kind, rules in (("carried", {"session-fixation"}), ("left", {"logout-keeps-token"}),
                        ("telling", {"user-enumeration"})):
        yield from check_sessions(target, "/api/accounts/%s/" % kind, kind, Wanted(rules | {"no-rate-limit"}, "/"))
    yield from check_sessions(target, "/api/accounts/sound/", "sound", Wanted(set(), "/"))
    if not again(target, "/api/accounts/rotate/refresh/", "/api/token/"):
        yield "/api/accounts/rotate/refresh/: the old token ends"


def check_rights(target, alice, carol):
    pair = [("Authorization", "Basic " + base64.b64encode(b"alice:LAB-ONLY-alice-password").decode())]
    for path, wanted in (("reports/", [200, 200, 401]), ("reports/fixed/", [403, 200, 401]), ("orders/", [200, 200, 401]),
                         ("staff/", [403, 200, 200]), ("staff/fixed/", [403, 200, 403])):
        statuses = [target.ask("GET", "/api/rights/" + path, who).status for who in (alice, carol, pair)]
        if statuses != wanted:
            yield "/api/rights/%s: alice, carol and alice by Basic get %s" % (path, statuses)


def check_catalogue(target):
    alice, bob, carol = (bearer(target, name) for name in ("alice", "bob", "carol"))
    yield from check_objects(target, alice, bob)
    yield from check_leaks(target, alice)
    yield from check_functions(target, alice, carol)
    yield from check_browsers(target, alice)
    yield from check_accounts(target)
    yield from check_rights(target, alice, carol)


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
    for kind, rules in (("loose", {"logout-keeps-token", "no-rate-limit"}), ("strict", set()),
                        ("carried", {"session-fixation", "user-enumeration", "no-rate-limit"})):
        yield from check_sessions(target, "/%s/" % kind, kind, Wanted(rules, ""))
    for thing, status in (("prices", 400), ("fares", 403), ("fees", 403), ("wishes", 400)):
        token = [("Authorization", "Bearer LAB-ONLY-catalogue-alice-5b17e0"), ("Content-Type", "application/json")]
        if target.ask("POST", "/" + thing, token, "{").status != status:
            yield "/%s: alice is not answered as she should be" % thing
    if again(target, "/token/refresh", "/login"):
        yield "/token/refresh: the old token stays good"
    yield from check_narrow(target)
    yield from check_badges(target)


def check_narrow(target):
    """A token of the Flask server with one scope alone."""
    form = "grant_type=password&username=alice&password=LAB-ONLY-alice-password&scope=reports:read"
    answer = target.ask("POST", "/oauth/token", [("Content-Type", "application/x-www-form-urlencoded")], form)
    token = [("Authorization", "Bearer " + json.loads(answer.body)["access_token"])]
    for path, status in (("unlooked", 200), ("orders", 403), ("reports", 200), ("either", 200)):
        got = target.ask("GET", "/scoped/" + path, token).status
        if got != status:
            yield "/scoped/%s: reports:read gets %d" % (path, got)


def check_badges(target):
    """A password of the Flask server, and beside it a badge that nobody signed."""
    def badge(name, role):
        parts = ({"alg": "HS256"}, {"sub": name, "role": role, "exp": 4102444800})
        return ".".join([base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts] + ["AAAA"])

    alice = ("Authorization", "Basic " + base64.b64encode(b"alice:LAB-ONLY-alice-password").decode())
    carol = ("X-Badge-Token", badge("carol", "admin"))
    for path, more, status in (("/trusting/staff", [alice], 403), ("/trusting/staff", [alice, carol], 200),
                               ("/trusting/staff", [carol], 401), ("/trusting/desk", [alice, carol], 200),
                               ("/holding/staff", [alice, carol], 401), ("/holding/desk", [alice, carol], 401),
                               ("/badge/staff", [alice], 200), ("/badge/me", [carol], 401)):
        got = target.ask("GET", path, more).status
        if got != status:
            yield "%s with %s: %d" % (path, [name for name, _ in more], got)


def check_node_objects(target):
    """bob comes to alice's order, by path, query and body, where the truth says so, and nowhere else."""
    alice, bob, carol = ([("Authorization", "Bearer LAB-ONLY-objects-" + end), ("Content-Type", "application/json")]
                         for end in ("alice-31c7e0", "bob-8d20b4", "carol-55f1a9"))
    for trial in ({"GET /receipt?order_id=%d": 200, "GET /bill?order_id=%d": 404},
                  {"POST /orders/lookup": 200, "POST /orders/check": 404},
                  {"POST /orders/cancel": 200, "POST /orders/withdraw": 404},
                  {"PATCH /orders/edit": 200, "PATCH /orders/revise": 404},
                  {"DELETE /orders/entry?order_id=%d": 200, "DELETE /orders/record?order_id=%d": 404},
                  {"GET /orders/%d": 404, "DELETE /orders/%d": 404}):
        for name, wanted in trial.items():
            number = json.loads(target.ask("POST", "/orders", alice, json.dumps({"item": "lamp"})).body)["id"]
            method, path = (name % number if "%" in name else name).split(" ")
            body = None if method == "GET" else json.dumps({"order": number, "order_id": number, "item": "rope"})
            statuses = [target.ask(method, path, who, body).status for who in ([], bob)]
            if statuses != [401, wanted]:
                yield "%s: nobody and bob get %s" % (name, statuses)
            target.ask("DELETE", "/orders/%d" % number, alice)
    if {row["id"] for row in json.loads(target.ask("GET", "/orders", bob).body)} & {
            row["id"] for row in json.loads(target.ask("GET", "/orders", alice).body)}:
        yield "/orders: lists are shared"
    if len(json.loads(target.ask("GET", "/orders", carol).body)) != 4:
        yield "/orders: carol does not see all"
    own, others = (json.loads(target.ask("GET", "/orders", who).body)[0]["id"] for who in (bob, alice))
    statuses = [target.ask("GET", "/orders/%d/%s/%d" % (own, name, others + 500), bob).status for name in ("notes", "remarks")]
    if statuses != [200, 404]:
        yield "/orders/{id}/notes/{key}, and its twin: bob gets %s" % statuses
