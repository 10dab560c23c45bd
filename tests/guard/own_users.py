# SPDX-License-Identifier: Apache-2.0
"""An API whose users are of a model of its own: named by their address, known by UUIDs, without a column for staff; with
sessions, tokens, passwords and JWTs, set up as by somebody who begins with --from. Usage: own_users.py POSTERN"""
import base64
import re
import subprocess
import sys
import uuid

from kit import KEY, POSTERN, WORK, Guard, ask, forge, write

CONTRACT = """openapi: 3.1.0
info: {title: Parcels, version: '2'}
servers: [{url: 'https://parcels.example/api/v2'}]
components:
  securitySchemes:
    loginSession: {type: apiKey, in: cookie, name: sessionid}
    bearer: {type: http, scheme: bearer, bearerFormat: JWT}
    drfToken: {type: apiKey, in: header, name: Authorization, description: 'Token-based, with the prefix `Token`'}
    password: {type: http, scheme: basic}
security: [{bearer: []}, {loginSession: []}, {drfToken: []}, {password: []}]
paths:
  /parcels/: {get: {}, post: {}}
  /parcels/{uuid}/: {get: {}, patch: {}}
  /status: {get: {security: []}}
"""
MODELS = """import uuid
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


class Person(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    USERNAME_FIELD = "email"
"""
ANSWERS = {"issuer": "https://id.example", "audience": "depot", "algorithms": "HS256",
           "key": "key.json\n    user: {claim: user_id}", "secret": "django.key",
           "database": "sqlite:db.sqlite3\n  table: people_person\n  columns: {username: email}\n  without: [staff, superuser]"}
SECRET_KEY = "made-up key of another application"


def make_users():
    """What a person can show: by session, by token, and the id."""
    from django.conf import settings
    (WORK / "people").mkdir()
    (WORK / "people/__init__.py").touch()
    (WORK / "people/models.py").write_text(MODELS)
    sys.path.insert(0, str(WORK))
    settings.configure(
        SECRET_KEY=SECRET_KEY, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True, AUTH_USER_MODEL="people.Person",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "people",
                        "rest_framework", "rest_framework.authtoken"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(WORK / "db.sqlite3")}})
    import django
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from people.models import Person
    from rest_framework.authtoken.models import Token
    call_command("migrate", verbosity=0, run_syncdb=True)
    shown = {}
    for name in ("ada", "gone"):
        person = Person(email=f"{name}@parcels.example", is_active=name == "ada")
        person.set_password("swordfish of " + name)
        person.save()
        store = SessionStore()
        store.update({SESSION_KEY: str(person.pk), BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
                      HASH_SESSION_KEY: person.get_session_auth_hash()})
        store.create()
        shown[name] = {"id": str(person.pk), "session": store.session_key, "token": Token.objects.create(user=person).key}
    return shown


def configure():
    draft = subprocess.run([POSTERN, "guard", "--from", str(WORK / "openapi.yaml")], check=True, text=True,
                           stdout=subprocess.PIPE).stdout
    for name, value in ANSWERS.items():
        draft = re.sub(rf"^( +{name}:) .*$", lambda found, value=value: f"{found[1]} {value}", draft, flags=re.M)
    draft = re.sub(r"^#  - ", "  - ", draft, flags=re.M)
    draft = draft.replace("listen: 127.0.0.1:8600", f"listen: unix:{WORK}/guard.sock\nlog: guard.log\nrealm: parcels")
    write("guard.yaml", draft.replace("proxies: [127.0.0.1]", "proxies: [unix]"))


def send(method, target, *fields):
    fields = [("X-Original-Method", method), ("X-Original-URI", target), *fields]
    return ask("guard.sock", "GET", "/ask", fields)[1]["X-Postern-Status"]


def ways(name, held):
    """How a person proves who it is."""
    password = base64.b64encode(f"{name}@parcels.example:swordfish of {name}".encode()).decode()
    token = forge(f"user_id={held['id']}", "sub=" + name, "exp=now+600")
    return {"bearer": ("Authorization", "Bearer " + token), "loginSession": ("Cookie", "sessionid=" + held["session"]),
            "drfToken": ("Authorization", "Token " + held["token"]), "password": ("Authorization", "Basic " + password)}


def main():
    shown = make_users()
    for name, text in (("openapi.yaml", CONTRACT), ("key.json", KEY), ("django.key", SECRET_KEY)):
        write(name, text)
    configure()
    guard = Guard()
    for name, held in shown.items():
        for way, field in ways(name, held).items():
            wanted = "200" if name == "ada" else "401"
            for target in ("/api/v2/parcels/", f"/api/v2/parcels/{held['id']}/?page=2"):
                assert send("GET", target, field) == wanted, (name, way, target, (WORK / "guard.log").read_text()[-400:])
            changed = send("PATCH", f"/api/v2/parcels/{held['id']}/", field)
            assert changed == ("403" if (name, way) == ("ada", "loginSession") else wanted), (name, way, changed)
    csrf = "a" * 32
    both = ("Cookie", f"csrftoken={csrf}; sessionid={shown['ada']['session']}")
    assert send("POST", "/api/v2/parcels/", both, ("X-CSRFToken", csrf)) == "200"
    stranger = forge(f"user_id={uuid.uuid4()}", "sub=x", "exp=now+600")
    assert send("GET", "/api/v2/parcels/", ("Authorization", "Bearer " + stranger)) == "401"
    assert (send("GET", "/api/v2/status"), send("GET", "/parcels/"), send("GET", "/api/v2/parcels/")) == ("200", "403", "401")
    guard.end()
    print("users of a model of its own: each is served by each of four ways, and nobody else is")


main()
