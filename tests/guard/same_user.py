# SPDX-License-Identifier: Apache-2.0
"""One user by each kind of credential is one user to the application: JWTs that name users by username, sessions, Django
REST framework's tokens and Basic all come to the id of the same row, in the header, the assertion and the log; and whoever
is called "42" is never the user whose id is 42, nor the other way round. Usage: same_user.py POSTERN"""
import base64
import json
import shutil
import sqlite3
import sys

import django
from django.conf import settings
from django.urls import path

from kit import KEY, SOURCE, WORK, Guard, ask, forge, original, write

sys.path.insert(0, str(shutil.copytree(SOURCE / "python", WORK / "package")))
settings.configure(
    SECRET_KEY="made-up key of the application", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(WORK / "db.sqlite3")}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "rest_framework",
                    "rest_framework.authtoken"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    POSTERN_GUARD={"KEY_FILE": str(WORK / "assertion.key"), "AUDIENCE": "depot"},
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": ["postern_guard.GuardAuthentication"],
                    "DEFAULT_PERMISSION_CLASSES": ["postern_guard.GuardPermission"],
                    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]})
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from rest_framework.authtoken.models import Token  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402

CONTRACT = """openapi: 3.0.3
info: {title: Depot, version: '1'}
components:
  securitySchemes:
    jwt: {type: http, scheme: bearer}
    session: {type: apiKey, in: cookie, name: sessionid}
    token: {type: apiKey, in: header, name: Authorization, description: 'Prefix: `Token`'}
    basic: {type: http, scheme: basic}
paths:
  /me/: {get: {security: [{jwt: []}, {session: []}, {token: []}, {basic: []}]}}
"""
CONFIG = """contract: openapi.yaml
listen: unix:%(work)s/guard.sock
proxies: [unix]
log: guard.log
limits: {user: 0, token: 0, address: 0, everywhere: 0, signatures: 0}
users: {database: 'sqlite:%(work)s/db.sqlite3', on_failure: last-known}
schemes:
  jwt: {issuer: 'https://id.example', audience: depot, algorithms: HS256, key: key.json, user: {claim: %(claim)s, by: username}}
  session: {kind: session, secret: django.key}
  token: {kind: token}
  basic: {kind: basic}
precedence: [jwt, session, token, basic]
identity: {X-Postern-User: sub}
assertion: {key: assertion.key, audience: depot}
"""


class Me(APIView):
    def get(self, request):
        return Response({"id": request.user.pk, "name": request.user.username})


urlpatterns = [path("me/", Me.as_view())]


def session_of(user):
    store = SessionStore()
    store.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
                  HASH_SESSION_KEY: user.get_session_auth_hash()})
    store.create()
    return store.session_key


def jwt_of(claim, name):
    return ("Authorization", "Bearer " + forge(f'{claim}="{name}"', *(['sub="42"'] if claim != "sub" else []), "exp=now+600"))


def credentials(user, claim):
    name = user.username
    basic = base64.b64encode(f"{name}:swordfish {name}".encode()).decode()
    return {"jwt": jwt_of(claim, name), "session": ("Cookie", "sessionid=" + session_of(user)),
            "token": ("Authorization", "Token " + Token.objects.get_or_create(user=user)[0].key), "basic": ("Authorization", "Basic " + basic)}


def told(field):
    """Who the guard says it is: the header, the assertion and the log say the same. And whom the application takes it for."""
    status, headers, _ = ask("guard.sock", "GET", "/ask", original("GET", "/me/", field))
    if status != 200:
        return status, None
    text = headers["X-Postern-Assertion"]
    claims = json.loads(base64.urlsafe_b64decode(text.split(".")[1] + "=="))
    line = json.loads((WORK / "guard.log").read_bytes().rsplit(b"\n", 2)[-2])
    assert headers["X-Postern-User"] == claims["sub"] == line["subject"], (dict(headers), claims, line)
    return claims["sub"], json.loads(Client().get("/me/", HTTP_X_POSTERN_ASSERTION=text).content)


def check(claim, users):
    write("guard.yaml", CONFIG % {"work": WORK, "claim": claim})
    guard = Guard()
    for user in users:
        for kind, field in credentials(user, claim).items():
            got = told(field)
            assert got == (str(user.pk), {"id": user.pk, "name": user.username}), (claim, kind, user.pk, user.username, got)
    assert told(jwt_of(claim, "7"))[0] == 401  # an id, and nobody's name
    last = jwt_of(claim, "42")
    want = told(last)
    connection.close()
    hold = sqlite3.connect(WORK / "db.sqlite3", isolation_level=None)
    hold.execute("BEGIN EXCLUSIVE")  # what is remembered of a user is the same user
    got = ask("guard.sock", "GET", "/ask", original("GET", "/me/", ("Authorization", "Basic " + base64.b64encode(b"ada:other").decode())))
    assert got[1]["X-Postern-Status"] == "503", (got[0], dict(got[1]))
    got = ask("guard.sock", "GET", "/ask", original("GET", "/me/", last))
    assert (got[0], got[1]["X-Postern-User"]) == (200, want[0]), (got[0], dict(got[1]))
    hold.execute("ROLLBACK")
    hold.close()
    guard.end()


def main():
    call_command("migrate", verbosity=0)
    users = [User.objects.create_user(name, password="swordfish " + name, **({"pk": pk} if pk else {}))
             for pk, name in ((5, "ada"), (7, "42"), (42, "bob"), (43, "5"))]
    for name, text in (("openapi.yaml", CONTRACT), ("key.json", KEY), ("assertion.key", "made-up-secret-of-the-test-of-users\n"),
                       ("django.key", settings.SECRET_KEY)):
        write(name, text)
    for claim in ("username", "sub"):
        check(claim, users)
    print(f"{len(users)} users are each the same by 4 kinds of credential")


main()
