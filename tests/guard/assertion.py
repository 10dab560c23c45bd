# SPDX-License-Identifier: Apache-2.0
"""The application takes what the guard has signed, and nothing else: real guard, real Django REST framework, the
package of python/ as pip installs it. Usage: assertion.py POSTERN"""
import base64
import hashlib
import hmac
import json
import shutil
import subprocess
import sys
import time

import django
from django.conf import settings
from django.urls import path

from kit import CONFIG, CONTRACT, KEY, SOURCE, WORK, Guard, ask, forge, original, write



def install():
    """As anybody would by pip, from a copy, since building leaves things behind; into a folder that has nothing else."""
    shutil.copytree(SOURCE / "python", WORK / "package")
    done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
                           "--disable-pip-version-check", "--root-user-action", "ignore", "--target", WORK / "site",
                           WORK / "package"], text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout
    sys.path.insert(0, str(WORK / "site"))


install()
SECRET = b"made-up-secret-of-the-assertion-test-01"
settings.configure(
    SECRET_KEY="made-up", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    POSTERN_GUARD={"KEY_FILE": str(WORK / "assertion.key"), "AUDIENCE": "depot", "USER_FIELD": "username"},
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": ["postern_guard.GuardAuthentication"],
                    "DEFAULT_PERMISSION_CLASSES": ["postern_guard.GuardPermission"],
                    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]})
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402

import postern_guard  # noqa: E402


class Crates(APIView):
    required_scopes = {"GET": ["read"], "POST": ["write"]}

    def get(self, request):
        return Response({"user": request.user.username})

    post = delete = get


class Open(APIView):
    public_by_guard = True

    def get(self, request):
        return Response({"user": request.user.username})


class Shut(Open):
    public_by_guard = False


urlpatterns = [path("crates/", Crates.as_view()), path("open/", Open.as_view()), path("shut/", Shut.as_view())]


def assertion_for(method, target, *fields):
    status, headers, _ = ask("guard.sock", "GET", "/ask", original(method, target, *fields))
    assert (headers["X-Postern-Assertion"] is not None) == (status == 200), dict(headers)
    return headers["X-Postern-Assertion"]


def served(method, target, text=None, **more):
    if text is not None:
        more["HTTP_X_POSTERN_ASSERTION"] = text
    return Client().generic(method, target, **more).status_code


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def make(secret=SECRET, header=None, **changed):
    now = int(time.time())
    claims = {"iss": "postern-guard", "aud": "depot", "iat": now, "exp": now + 600, "method": "GET", "path": "/crates/",
              "sub": "ada", "scheme": "staff", "scope": "read", **changed}
    claims = {name: value for name, value in claims.items() if value is not ...}
    header = header or {"alg": "HS256", "typ": "postern-assertion+jwt"}
    signed = ".".join(encode(json.dumps(part).encode()) for part in (header, claims))
    return signed + "." + encode(hmac.new(secret, signed.encode(), hashlib.sha256).digest())


def check_through_guard():
    guard = Guard()
    bearer = ("Authorization", "Bearer " + forge("sub=ada", "scope=read", "exp=now+600"))
    writer = ("Authorization", "Bearer " + forge("sub=bob", "scope=read write", "exp=now+600"))
    nobody = ("Authorization", "Bearer " + forge("sub=nobody", "scope=read", "exp=now+600"))
    ada = assertion_for("GET", "/crates/", bearer)
    assert served("GET", "/crates/", ada) == 200
    assert served("GET", "/crates/?a=b", ada) == 200
    assert served("HEAD", "/crates/", assertion_for("HEAD", "/crat%65s/", bearer)) == 200
    assert served("POST", "/crates/", ada) == 401  # another method
    assert served("GET", "/shut/", ada) == 401  # another path
    assert served("POST", "/crates/", assertion_for("POST", "/crates/", writer)) == 200
    assert served("GET", "/crates/", assertion_for("GET", "/crates/", nobody)) == 401
    assert assertion_for("POST", "/crates/", bearer) is None  # refused
    User.objects.filter(username="ada").update(is_active=False)
    assert served("GET", "/crates/", ada) == 401
    User.objects.filter(username="ada").update(is_active=True)
    public = assertion_for("GET", "/open/")
    assert (served("GET", "/open/", public), served("GET", "/crates/", public)) == (200, 401)
    assert ask("guard.sock", "GET", "/ask", original("GET", "/open/", ("X-Postern-Assertion", ada)))[0] == 403
    guard.end()


def check_round_the_proxy():
    now = int(time.time())
    token = forge("sub=ada", "scope=read", "exp=now+600", "aud=depot")
    assert served("GET", "/crates/", make()) == 200
    assert served("GET", "/shut/", make(path="/shut/", sub=..., scope=...)) == 403
    assert served("DELETE", "/crates/", make(method="DELETE", scope="read write")) == 403
    assert served("GET", "/crates/", make(scope="readonly")) == 403
    wrong = [None, "", "a", "a.b.c", token, make() + "=", make()[:-1], "." + make(), make() + "." + make(),
             make() + "," + make(), make(secret=SECRET[::-1]), make(header={"alg": "HS256", "typ": "JWT"}),
             make(header={"alg": "none", "typ": "postern-assertion+jwt"}), make(aud="other"), make(aud=["depot"]),
             make(iss="other"), make(exp=now - 1), make(iat=now + 600), make(exp=...), make(iat=...), make(exp=True),
             make(exp=str(now + 600)), make(method="POST"), make(path="/"), make(sub="bob2"), make(sub=7),
             make(scope=["read"]), make().rpartition(".")[0] + "."]
    for text in wrong:
        assert served("GET", "/crates/", text) == 401, text
    assert served("GET", "/crates/", HTTP_AUTHORIZATION="Bearer " + token) == 401
    assert Client().get("/crates/")["WWW-Authenticate"].startswith("Bearer")
    settings.POSTERN_GUARD["HTTPS_ONLY"] = True
    assert served("GET", "/crates/", make()) == 401
    assert Client().get("/crates/", secure=True, HTTP_X_POSTERN_ASSERTION=make()).status_code == 200
    print(f"{len(wrong)} ways round the proxy are shut")


def main():
    assert postern_guard.__file__.startswith(str(WORK / "site")), postern_guard.__file__
    call_command("migrate", verbosity=0)
    User.objects.create(username="ada")
    User.objects.create(username="bob")
    write("openapi.yaml", CONTRACT)
    write("guard.yaml", CONFIG + "assertion: {key: assertion.key, audience: depot}\n")
    write("key.json", KEY)
    write("assertion.key", SECRET.decode() + "\n")
    check_through_guard()
    check_round_the_proxy()


main()
