# SPDX-License-Identifier: Apache-2.0
"""One user's objects, asked for by another: what is a gap, and what only looks like one."""
from situation import *

TOKENS = {"tok-anna-8d1f6c20": "anna", "tok-ben-55e0a7b9": "ben", "tok-root-0c4410fe": "root"}
USERS = {"anna": {"bearer": "tok-anna-8d1f6c20", "role": "user"}, "ben": {"bearer": "tok-ben-55e0a7b9", "role": "user"}}
ROWS = [{"id": 41, "owner": "anna", "total": 120}, {"id": 42, "owner": "ben", "total": 75},
        {"id": 43, "owner": "anna", "total": 310}]
PLAIN = [{"id": row["id"], "total": row["total"]} for row in ROWS]
OWNER = {row["id"]: row["owner"] for row in ROWS}


def own(user):
    return [row for row in ROWS if row["owner"] == user]


def bare(user):
    return [row for row in PLAIN if OWNER[row["id"]] == user]


def find(rows, key):
    return next((row for row in rows if str(row["id"]) == key), None)


def scoped(user, key, status=404):
    row = find(ROWS, key)
    return answer(200, row) if row and row["owner"] == user else answer(status, {"detail": "Not here."})


def anyones(rows):
    return lambda user, key: answer(200, find(rows, key)) if find(rows, key) else not_found()


def with_flag(**more):
    return [dict(row, **more) for row in PLAIN]


# name of the collection: its list, as each user sees it; its detail; whether that is a gap
COLLECTIONS = {
    "orders": (own, anyones(ROWS), True),
    "bills": (bare, anyones(PLAIN), True),
    "wrapped": (lambda user: {"data": own(user), "count": len(own(user)), "page_size": 50}, anyones(ROWS), True),
    "kept": (lambda user: own(user) if user == "anna" else None, anyones(ROWS), True),
    "hidden": (own, scoped, False),
    "refused": (own, lambda user, key: scoped(user, key, 403), False),
    "catalogue": (lambda user: PLAIN, anyones(PLAIN), False),
    "notices": (bare, anyones(with_flag(public=True)), False),
    "drafts": (bare, anyones(with_flag(visibility="internal")), False),
    "rooms": (bare, anyones(with_flag(members=["anna", "ben"])), False),
    "pages": (lambda user: {"results": own(user)[:1], "next": "/pages?page=2"}, anyones(ROWS), False),
    "counted": (lambda user: {"items": own(user)[:1], "total": 7}, anyones(ROWS), False),
    "mine": (own, lambda user, key: answer(200, own(user)[0]), False),
    "settings": (bare, lambda user, key: answer(200, {"theme": "dark"}), False),
    "cards": (bare, lambda user, key: answer(200, dict(find(PLAIN, key), **({} if OWNER[int(key)] == user else {"total": None})))
              if find(PLAIN, key) else not_found(), False),
}


def serve(request):
    user = TOKENS.get(request.credential() or "")
    if user is None:
        return refuse()
    name, _, key = request.path.strip("/").partition("/")
    if name == "slips":  # /slips/{order}: the order's, whoever asks
        return answer(200, {"slip": "for %s" % key, "total": find(ROWS, key)["total"]}) if find(ROWS, key) else not_found()
    if name == "orders" and key.endswith("/lines"):
        return answer(200, [{"item": "lamp", "of": key.split("/")[0]}]) if find(ROWS, key.split("/")[0]) else not_found()
    if name not in COLLECTIONS:
        return not_found()
    rows, detail, _ = COLLECTIONS[name]
    if key:
        return detail(user, key)
    seen = rows(user)
    return answer(403, {"detail": "Not for you."}) if seen is None else answer(200, seen)


PEOPLE = {"anna": 501, "ben": 502}


def person(name, **more):
    return {"id": PEOPLE[name], "username": name, **more}


def people(request):
    """Everybody is told who he is; what others are told of him differs."""
    user = TOKENS.get(request.credential() or "")
    if user not in PEOPLE:
        return refuse()
    name, _, key = request.path.strip("/").partition("/")
    other = next((who for who, number in PEOPLE.items() if str(number) == key.split("/")[0]), None)
    if request.path == "/me":
        return answer(200, person(user, phone="+00 000"))
    if name == "members" and not key:
        return answer(200, [person(who) for who in PEOPLE])
    if other is None:
        return not_found()
    if name in ("users", "members"):
        return answer(200, person(other, phone="+00 000"))
    if name == "profiles":
        return answer(200, person(other, motto="Onwards."))
    return answer(200, person(other, iban="XX00")) if other == user else not_found()


situation("people are asked for by their own ids",
          scan("--only", "object-level", exit=1, operations={"GET /users/{id}": expected(None, "object-level")}),
          contract=contract({"GET " + path: "bearer" for path in ("/me", "/users/{id}", "/profiles/{id}", "/customers/{id}")}),
          identities=USERS, serve=people)
situation("a list of people shows everybody to everybody",
          scan("--only", "object-level", exit=0),
          contract=contract({"GET " + path: "bearer" for path in ("/me", "/members", "/members/{id}")}),
          identities=USERS, serve=people)

OPERATIONS = {"GET /%s%s" % (name, rest): "bearer" for name in COLLECTIONS for rest in ("", "/{id}")}
OPERATIONS.update({"GET /slips/{order}": "bearer", "GET /orders/{order_id}/lines": "bearer"})
GAPS = {"GET /%s/{id}" % name: expected(None, "object-level") for name, row in COLLECTIONS.items() if row[2]}
GAPS.update({"GET /slips/{order}": expected(None, "object-level"), "GET /orders/{order_id}/lines": expected(None, "object-level")})

situation("lists show one's own; some details show anybody's",
          scan("--only", "object-level", exit=1, operations=GAPS, says=["ben is served an object of anna's"]),
          contract=contract(OPERATIONS), identities=USERS, serve=serve)
situation("an administrator may see what others own",
          scan("--only", "object-level", exit=0),
          contract=contract(OPERATIONS), serve=serve,
          identities={"anna": USERS["anna"], "root": {"bearer": "tok-root-0c4410fe", "role": "admin"}})
