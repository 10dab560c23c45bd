# SPDX-License-Identifier: Apache-2.0
"""Writes are allowed: the scan changes what it made, and nothing that others did."""
from situation import *

KEY = "mira-made-up-token"
NOTE = {"text": "string"}


def serve(request):
    with request.state.lock:
        notes = request.state.__dict__.setdefault("notes", {1: "hers", 2: "his"})
        if request.path == "/me/password" or request.path.startswith("/users/"):
            request.state.touched = request.path
        if request.credential() != KEY:
            return refuse()
        if request.path == "/notes" and request.method == "GET":
            return answer(200, [{"id": n, "text": t} for n, t in notes.items()])
        if request.path == "/users":
            return answer(200, [{"id": 1, "name": "mira"}])
        given = request.json()
        if request.method in ("POST", "PUT") and not isinstance(given, dict):
            return answer(400, {"detail": "JSON parse error"})
        if request.path == "/notes" and request.method == "POST":
            number = max(notes) + 1
            notes[number] = given.get("text")
            return answer(201, {"id": number, "text": given.get("text")})
        if request.path == "/notes" and request.method == "DELETE":
            notes.clear()
            return answer(204)
        found = re.fullmatch(r"/notes/(\d+)", request.path)
        number = int(found[1]) if found else 0
        if number not in notes:
            return not_found()
        if request.method == "DELETE":
            del notes[number]
            return answer(204)
        notes[number] = given.get("text") if given else notes[number]
        return answer(200, {"id": number, "text": notes[number]})


def others_are_whole(state):
    if getattr(state, "notes", {}).get(1) != "hers" or state.notes.get(2) != "his":
        return f"what others made was changed: {state.notes}"
    if len(state.notes) != 2:
        return f"what the scan made was left: {state.notes}"
    real = [r for r in state.requests if r.path.startswith("/users/") and r.method == "DELETE" and r.path.endswith("/1")]
    return "a user was named" if real else None


situation("notes of others, users and the own password are left alone",
    scan("--allow-writes", allow=["no-challenge", "jwt-long-lived"], after=others_are_whole, exit=0,
         says=[r"allowed writes made \d+ objects; \d+ deleted again, 0 left behind"],
         operations={"GET /notes": expected("enforced", granted=["mira"]), "DELETE /notes": expected("untested"),
                     "PUT /notes/{id}": expected("enforced"), "DELETE /notes/{id}": expected("enforced|inconclusive"),
                     "DELETE /users/{id}": expected("enforced"), "POST /me/password": expected("enforced")}),
    contract=contract({"GET /notes": "bearer", "POST /notes": takes(NOTE, security="bearer"), "DELETE /notes": "bearer",
                       "PUT /notes/{id}": takes(NOTE, security="bearer"), "DELETE /notes/{id}": "bearer",
                       "GET /users": "bearer", "DELETE /users/{id}": "bearer",
                       "POST /me/password": takes({"password": "string"}, security="bearer")}),
    identities={"mira": {"bearer": KEY}}, serve=serve)


def keeps(request):
    with request.state.lock:
        request.state.count_made = getattr(request.state, "count_made", 40)
        if request.path != "/tags" or request.method != "POST":
            return not_found() if request.path != "/tags" else answer(405)
        if request.credential() != KEY:
            return refuse()
        if not isinstance(request.json(), dict):
            return answer(400, {"detail": "JSON parse error"})
        request.state.count_made += 1
        return answer(201, {"tag": {"id": request.state.count_made}, "owner": {"id": 1}})


situation("no operation takes away what was made, and that is told",
    scan("--allow-writes", allow=["no-challenge"], operations={"POST /tags": expected("enforced", granted=["mira"])},
         says=[r"/tags/4\d", r"an object that the scan made here is left behind", r"0 deleted again, [1-9]\d* left behind"]),
    contract=contract({"POST /tags": takes(NOTE, security="bearer")}), identities={"mira": {"bearer": KEY}}, serve=keeps)


def late_check(request):
    """Whether there is a token, then what the body holds, and last whose token it is."""
    if request.path != "/me/email":
        return not_found()
    if request.credential() is None:
        return refuse()
    if not isinstance((request.json() or {}).get("email"), str):
        return answer(400, {"detail": "email: this field is required"})
    return answer(200, {"email": request.json()["email"]}) if request.credential() == KEY else refuse("Invalid token.")


situation("the own address may be changed where writes are allowed, which shows a gate behind the parser",
    scan("--allow-writes", exit=0, complete=True, operations={"PUT /me/email": expected("enforced", granted=["mira"])}),
    contract=contract({"PUT /me/email": takes({"email": "string"}, security="bearer")}),
    identities={"mira": {"bearer": KEY}}, serve=late_check)


def shop(kind):
    """Makes tasks without saying 201: with 200, 202, or by a redirect. A cart is looked for first, and made by nobody."""
    def serve(request):
        state = request.state
        with state.lock:
            tasks = state.__dict__.setdefault("tasks", {1: "hers"})
            carts = state.__dict__.setdefault("carts", {1: "hers"})
            if request.credential() != KEY:
                return refuse()
            if request.path == "/tasks" and request.method == "GET":
                return answer(200, [{"id": n} for n in (1,)])
            if request.method == "POST" and not isinstance(request.json(), dict):
                return answer(400, {"detail": "JSON parse error"})
            if request.path == "/tasks" and request.method == "POST":
                number = max(tasks) + 1
                tasks[number] = "ours"
                return {"200": lambda: answer(200, {"id": number}), "202": lambda: answer(202, {"data": {"id": number}}),
                        "303": lambda: answer(303, None, {"Location": f"/tasks/{number}"})}[kind]()
            if request.path == "/carts" and request.method == "POST":
                return answer(200, {"id": 1})
            found = re.fullmatch(r"/(tasks|carts)/(\d+)", request.path)
            objects = {"tasks": tasks, "carts": carts}[found[1]] if found else {}
            number = int(found[2]) if found else 0
            if number not in objects:
                return not_found()
            if request.method == "DELETE":
                del objects[number]
                return answer(204)
            return answer(200, {"id": number})
    return serve


def only_theirs(state):
    if state.tasks != {1: "hers"}:
        return f"tasks are left, or gone: {state.tasks}"
    return None if state.carts == {1: "hers"} else "the cart was deleted, which the scan had not made"


for kind in ("200", "202", "303"):
    situation(f"what was made is told by {kind} alone",
        scan("--allow-writes", allow=["no-challenge"], after=only_theirs, says=[r"allowed writes made \d+ objects; \d+ deleted again, 0 left behind"],
             operations={"POST /tasks": expected("enforced"), "GET /tasks/{id}": expected("enforced"),
                         "DELETE /tasks/{id}": expected("enforced|inconclusive"), "POST /carts": expected("enforced"),
                         "DELETE /carts/{id}": expected("enforced|inconclusive")}),
        contract=contract({"GET /tasks": "bearer", "POST /tasks": takes(NOTE, security="bearer"), "GET /tasks/{id}": "bearer",
                           "DELETE /tasks/{id}": "bearer", "POST /carts": takes(NOTE, security="bearer"), "DELETE /carts/{id}": "bearer"}),
        identities={"mira": {"bearer": KEY}}, serve=shop(kind))


def notebook(may_delete):
    """Notes that are made with 201; may_delete: of a credential."""
    def serve(request):
        with request.state.lock:
            notes = request.state.__dict__.setdefault("notes", {1})
            found = re.fullmatch(r"/notes/n-(\d+)", request.path)
            if found and request.method == "DELETE":
                if not may_delete(request.credential()):
                    return refuse()
                number = int(found[1])
                if number not in notes:
                    return not_found()
                notes.discard(number)
                return answer(204)
            if request.credential() != KEY:
                return refuse()
            if request.path != "/notes":
                return not_found()
            if request.method == "GET":
                return answer(200, [{"id": n} for n in sorted(notes)])
            if request.method != "POST":
                return answer(405)
            if not isinstance(request.json(), dict):
                return answer(400, {"detail": "JSON parse error"})
            request.state.last = getattr(request.state, "last", 1) + 1
            notes.add(request.state.last)
            return answer(201, {"made": True}, {"Location": f"/notes/n-{request.state.last}"})
    return serve


NOTEBOOK = contract({"GET /notes": "bearer", "POST /notes": takes(NOTE, security="bearer"), "DELETE /notes/{n}": {
    "security": [{"bearer": []}], "parameters": [{"name": "n", "in": "path", "required": True, "schema": {"type": "string"}}]}})
for why, may, end, wanted in (
        ("nobody is asked who he is", lambda c: True, 1, expected("open", "anonymous-access")),
        ("any token will do", lambda c: c is not None, 1, expected("open", "any-token-accepted")),
        ("and only the known may", lambda c: c == KEY, 0, expected("enforced"))):
    situation(f"what the scan made is deleted once: {why}",
        scan("--allow-writes", exit=end, complete=True, allow=["no-challenge"], operations={"DELETE /notes/{n}": wanted},
             after=lambda state: None if state.notes == {1} else f"notes are left, or gone: {state.notes}"),
        contract=NOTEBOOK, identities={"mira": {"bearer": KEY}}, serve=notebook(may))
