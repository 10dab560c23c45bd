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


def check_catalogue(target):
    alice, bob = (bearer(target, name) for name in ("alice", "bob"))
    yield from check_objects(target, alice, bob)
    yield from check_leaks(target, alice)
