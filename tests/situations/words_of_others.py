# SPDX-License-Identifier: Apache-2.0
"""APIs whose members and paths are not named in English, and what their gates do in an order of their own."""
from situation import *

PEOPLE = {"anna": ("annas-made-up-pw", "annas-made-up-token-01", 71, "3f0a6a52-8a55-4d0c-9d5e-0c7d3f2a1b01"),
          "berta": ("bertas-made-up-pw", "bertas-made-up-token-02", 72, "7c1b9d40-2e11-4f7a-8a3b-5d6e7f8a9b02")}
USERS = {name: {"username": name, "password": of[0]} for name, of in PEOPLE.items()}
ALLOW = ["no-rate-limit", "no-challenge", "password-only"]


def who(request, live):
    return next((n for n, of in PEOPLE.items() if of[1] == request.credential() and live(of[1])), None)


def house(login, member, word, leaves=None, ends=False):
    """A login at a path, which takes name and password under these names; leaves: where a session is deleted."""
    def serve(request):
        gone = request.state.__dict__.setdefault("gone", set())
        given = request.json() if isinstance(request.json(), dict) else {}
        if (request.method, request.path) == ("POST", login):
            of = PEOPLE.get(given.get(member))
            if not of or of[0] != given.get(word):
                return refuse("nein")
            gone.discard(of[1])
            return answer(200, {"token": of[1]})
        name = who(request, lambda token: token not in gone)
        if (request.method, request.path) == ("DELETE", leaves):
            if name and ends:
                gone.add(PEOPLE[name][1])
            return answer(204) if name else refuse()
        if (request.method, request.path) == ("GET", "/lage"):
            return answer(200, {"lage": "gut"}) if name else refuse()
        return not_found()
    return serve


for login, member, word in (("/anmeldung", "kennung", "passwort"), ("/iniciar/sesion", "usuario", "contrasena"),
                            ("/connexion", "identifiant", "mot_de_passe"), ("/entrar", "usuario", "senha")):
    situation(f"a login that takes {member} and {word}",
              scan("--include", "/lage", exit=0, complete=True, allow=ALLOW,
                   operations={"GET /lage": expected("enforced", granted=["anna", "berta"])}),
              contract=contract({f"POST {login}": takes({member: "string", word: "string"}, security=""), "GET /lage": "bearer"}),
              identities=USERS, serve=house(login, member, word))

for words, ends in (("keeps the token", False), ("ends the token", True)):
    situation(f"a session that is deleted {words}",
              scan("--only", "logout-keeps-token", exit=0 if ends else 1,
                   operations={"DELETE /session": expected(None, *[] if ends else ["logout-keeps-token"])}),
              contract=contract({"POST /login": takes({"username": "string", "password": "string"}, security=""),
                                 "GET /lage": "bearer", "DELETE /session": "bearer"}),
              identities=USERS, serve=house("/login", "username", "password", "/session", ends))


def customers(shut):
    """Each has an id as a user and a number as a customer; the number stands in the path."""
    def serve(request):
        name = who(request, lambda _: True)
        if not name:
            return refuse()
        if request.path == "/me":
            return answer(200, {"userId": PEOPLE[name][3], "username": name, "customerId": PEOPLE[name][2]})
        number = request.path.split("/")[2] if request.path.startswith("/customers/") else ""
        other = next((n for n, of in PEOPLE.items() if str(of[2]) == number), None)
        if not other or (shut and other != name):
            return not_found()
        return answer(200, {"name": other, "email": f"{other}@example.org"})
    return serve


for words, shut in (("anybody's contact", False), ("one's own contact alone", True)):
    situation(f"a customer's number beside a user's id: {words}",
              scan("--only", "object-level", exit=0 if shut else 1,
                   operations={"GET /customers/{customerId}/contact": expected(None, *[] if shut else ["object-level"])}),
              contract=contract({"GET /me": "bearer", "GET /customers/{customerId}/contact": "bearer"}),
              identities={name: {"bearer": of[1]} for name, of in PEOPLE.items()}, serve=customers(shut))

NOTE = takes({"text": "string"}, security="bearer")
EARLY = ("stock", "parts", "lines", "orders", "tags", "rooms")


def mixed(open_to_all):
    """Most writes ask first; two look at the body before they ask, and one of those has a gate at any rate."""
    def serve(request):
        name = who(request, lambda _: True)
        first = request.path.split("/")[1]
        if first not in (*EARLY, "account", "notes"):
            return not_found()
        late = request.path == "/account" or request.path.endswith("/remarks")
        if not late and not name:
            return refuse()
        if request.method == "GET":
            return answer(200, {first: 1}) if name else refuse()
        if not isinstance(request.json(), dict) or not isinstance(request.json().get("text"), str):
            return answer(422, {"errors": {"text": "is required"}})
        if not name and not (open_to_all and request.path == "/account"):
            return refuse()
        return not_found() if request.path.endswith("/remarks") else answer(200, {"kept": True})
    return serve


MIXED = contract({"GET /account": "bearer", "PUT /account": NOTE, "POST /notes/{id}/remarks": NOTE,
                  **{f"POST /{one}": NOTE for one in EARLY}})
for words, args, open_to_all, told, ends in (
        ("nobody can tell by reading", [], False, expected("inconclusive"), 0),
        ("and a body as it should be is refused where writes are allowed", ["--allow-writes"], False, expected("enforced"), 0),
        ("and a body as it should be is taken where writes are allowed", ["--allow-writes"], True, expected("open", "anonymous-access"), 1)):
    situation(f"two writes look at the body before they ask: {words}",
              scan(*args, "--only", "anonymous-access", exit=[ends, 3], operations={"PUT /account": told}),
              contract=MIXED, identities={name: {"bearer": of[1]} for name, of in PEOPLE.items()}, serve=mixed(open_to_all))
