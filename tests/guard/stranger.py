# SPDX-License-Identifier: Apache-2.0
"""Another API, with users of its own, behind nginx and the guard: nested paths, optional slashes, several parameters in a
segment, routes that overlap; JWTs of simplejwt, tokens of Django REST framework and Basic by four hashers. What Django
itself says without the guard is the measure: whom it serves is served as the same user, and whom it does not serve the
guard itself refuses. Usage: stranger.py POSTERN"""
import atexit
import base64
import json
import subprocess
import sys
import time

import jwt
from kit import SECRET, WORK, Guard, ask, connect, start_nginx, until, write

# Template, Django's route, and for each method what opens it (j: JWT, t: token, b: Basic; empty: public).
API = (
    ("/api/shelves/", "path('api/shelves/', %s)", {"GET": "jtb", "POST": "j"}),
    ("/api/shelves/{shelf}/", "path('api/shelves/<int:shelf>/', %s)", {"GET": "jtb", "PUT": "j", "PATCH": "t", "DELETE": "b"}),
    ("/api/shelves/{shelf}/books/", "path('api/shelves/<int:shelf>/', include([path('books/', %s)]))", {"GET": "t", "POST": "tb"}),
    ("/api/shelves/{shelf}/books/{isbn}/", "re_path(r'^api/shelves/(?P<shelf>[0-9]+)/books/(?P<isbn>[0-9X-]{10,17})/$', %s)", {"GET": "jtb", "DELETE": "t"}),
    ("/api/shelves/{shelf}/books/{isbn}/pages/{page}", "re_path(r'^api/shelves/(?P<shelf>[0-9]+)/books/(?P<isbn>[0-9X-]+)/pages/(?P<page>[0-9]+)$', %s)", {"GET": "j"}),
    ("/api/status", "re_path(r'^api/status/?$', %s)", {"GET": ""}),
    ("/api/me", "re_path(r'^api/me/?$', %s)", {"GET": "jtb", "DELETE": "j"}),
    ("/api/reports/{year}-{month}/", "re_path(r'^api/reports/(?P<year>[0-9]{4})-(?P<month>[0-9]{2})/$', %s)", {"GET": "b"}),
    ("/api/files/{name}.{kind}", "re_path(r'^api/files/(?P<name>[a-z]+)[.](?P<kind>[a-z]+)$', %s)", {"GET": "jt"}),
    ("/api/search/all", "path('api/search/all', %s)", {"GET": "b"}),
    ("/api/search/{kind}", "path('api/search/<str:kind>', %s)", {"GET": "j"}),
    ("/api/people/{username}/", "re_path(r'^api/people/(?P<username>[A-Za-z0-9_.@+-]+)/$', %s)", {"GET": "tb"}),
)
# Concrete paths of each, and what is there only for some.
PATHS = {
    "/api/shelves/": ("/api/shelves/", "/api/shelves/?page=2&x=%2f", "/api/shelv%65s/"),
    "/api/shelves/{shelf}/": ("/api/shelves/7/", "/api/shelves/0/", "/api/shelves/%37/"),
    "/api/shelves/{shelf}/books/": ("/api/shelves/7/books/",),
    "/api/shelves/{shelf}/books/{isbn}/": ("/api/shelves/7/books/3-16-148410-X/",),
    "/api/shelves/{shelf}/books/{isbn}/pages/{page}": ("/api/shelves/7/books/316148410X/pages/12",),
    "/api/status": ("/api/status", "/api/status/"),
    "/api/me": ("/api/me", "/api/me/", "/api/me?fields=name"),
    "/api/reports/{year}-{month}/": ("/api/reports/2026-11/",),
    "/api/files/{name}.{kind}": ("/api/files/map.png", "/api/files/map%2epng"),
    "/api/search/all": ("/api/search/all", "/api/search/%61ll"),
    "/api/search/{kind}": ("/api/search/books", "/api/search/all%20", "/api/search/ALL"),
    "/api/people/{username}/": ("/api/people/ada/", "/api/people/a.b@c+d-e_f/", "/api/people/a%2Bb/"),
}
# No operation at all, or not by this method, or no such shelf: nobody is served.
NOWHERE = (("GET", "/api/"), ("GET", "/api/shelves/seven/"), ("POST", "/api/me"), ("GET", "/api/files/map"), ("GET", "/api/search/"), ("GET", "/api/search/a/b"),
           ("TRACE", "/api/me"), ("GET", "/api/reports/2026/"), ("GET", "/api/shelves//"), ("GET", "/api/shelves/7/books/../"), ("GET", "/api/search/%2e%2e/me"))
SCHEMES = {"j": "jwtAuth", "t": "tokenAuth", "b": "basicAuth"}
HASHERS = {"ada": "PBKDF2", "ben": "Argon2", "cleo": "BCryptSHA256", "zo\u00eb": "PBKDF2SHA1", "gone": "PBKDF2"}
SETTINGS = """import json
from datetime import timedelta
from django.conf import settings
from django.contrib.auth import hashers
class Cheap(hashers.PBKDF2PasswordHasher):
    iterations = 1000
settings.configure(
    SECRET_KEY="made-up", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=True, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    APPEND_SLASH=False, MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": %(database)r, "OPTIONS": {"timeout": 60}}},
    PASSWORD_HASHERS=[__name__ + ".Cheap"] + ["django.contrib.auth.hashers.%%sPasswordHasher" %% name for name in ("PBKDF2SHA1", "Argon2", "BCryptSHA256")],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework", "rest_framework.authtoken"],
    SIMPLE_JWT={"SIGNING_KEY": %(secret)r, "ISSUER": "https://library.example", "AUDIENCE": "library", "ACCESS_TOKEN_LIFETIME": timedelta(hours=2)},
    REST_FRAMEWORK={"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]})
import django
django.setup()
from django.urls import include, path, re_path
from rest_framework.authentication import BasicAuthentication, TokenAuthentication
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTAuthentication
KINDS = {"j": JWTAuthentication, "t": TokenAuthentication, "b": BasicAuthentication}


def view(template, opens):
    class View(APIView):
        def get_authenticators(self):
            return [KINDS[kind]() for kind in opens.get(self.request.method, "")]

        def get_permissions(self):
            return [IsAuthenticated() if opens.get(self.request.method) else AllowAny()]

    def answer(self, request, **_):
        return Response({"user": request.user.username, "template": template})
    for method in opens:
        setattr(View, method.lower(), answer)
    return View.as_view()


urlpatterns = [%(routes)s]
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""
MAKE = """import json, library
from django.contrib.auth import hashers
from django.contrib.auth.models import User
from django.core.management import call_command
from rest_framework.authtoken.models import Token
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken
call_command("migrate", verbosity=0)
cheap = {"rounds": 4, "iterations": 1000, "time_cost": 1, "memory_cost": 64, "parallelism": 1}
held = {}
for name, kind in json.loads(%r).items():
    base = library.Cheap if kind == "PBKDF2" else getattr(hashers, kind + "PasswordHasher")
    hasher = type(kind, (base,), cheap)()
    user = User.objects.create(username=name, password=hasher.encode("pass: word " + name, hasher.salt()), is_active=name != "gone")
    held[name] = {"id": user.pk, "access": str(AccessToken.for_user(user)), "refresh": str(RefreshToken.for_user(user)), "token": Token.objects.create(user=user).key}
print(json.dumps(held))
"""
CONFIG = """contract: openapi.json
listen: unix:%(work)s/guard.sock
proxies: [unix]
log: guard.log
append_slash: true
users: {database: 'sqlite:%(work)s/db.sqlite3', threads: 2}
schemes:
  jwtAuth: {issuer: 'https://library.example', audience: library, algorithms: HS256, key: key.json, claims: {token_type: access}, user: {claim: user_id, by: id}}
  tokenAuth: {kind: token}
  basicAuth: {kind: basic}
precedence: [jwtAuth, tokenAuth, basicAuth]
public: [GET /api/status]
identity: {X-Postern-User: sub}
assertion: {key: assertion.key, audience: library}
limits: {user: 0, token: 0, address: 0, everywhere: 0, signatures: 0}
"""


def contract():
    paths = {}
    for template, _, opens in API:
        names = [part.split("}")[0] for part in template.split("{")[1:]]
        paths[template] = {method.lower(): {"security": [{SCHEMES[kind]: []} for kind in kinds], "responses": {"200": {"description": "Done."}}}
                           for method, kinds in opens.items()}
        paths[template]["parameters"] = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    schemes = {"jwtAuth": {"type": "http", "scheme": "bearer"}, "basicAuth": {"type": "http", "scheme": "basic"},
               "tokenAuth": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Prefix: `Token`"}}
    return json.dumps({"openapi": "3.0.3", "info": {"title": "Library", "version": "1"}, "paths": paths, "components": {"securitySchemes": schemes}})


def start_django():
    routes = ", ".join(route % f"view({template!r}, {opens!r})" for template, route, opens in API)
    write("library.py", SETTINGS % {"database": str(WORK / "db.sqlite3"), "secret": SECRET, "routes": routes})
    held = json.loads(subprocess.run([sys.executable, "-c", MAKE % json.dumps(HASHERS)], cwd=WORK, check=True, stdout=subprocess.PIPE).stdout)
    process = subprocess.Popen([sys.executable, "-m", "gunicorn", "--bind", f"unix:{WORK}/app.sock", "--threads", "4", "--log-file", str(WORK / "gunicorn.log"),
                                "library:application"], cwd=WORK, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(process.kill)
    until("Django answers", lambda: ask("app.sock", "GET", "/api/status")[0] == 200)
    return process, held


def basic(name, password):
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def signed(claims, **header):
    whole = {"iss": "https://library.example", "aud": "library", "token_type": "access", "jti": "1", "exp": int(time.time()) + 600, **claims}
    return jwt.encode({name: value for name, value in whole.items() if value is not None}, header.pop("secret", SECRET), header.pop("alg", "HS256"), header)


def credentials(held):
    """What is shown: sound, and not."""
    ada, gone = held["ada"], held["gone"]
    for name, has in held.items():
        yield "Bearer " + has["access"]
        yield "Token " + has["token"]
        yield basic(name, "pass: word " + name)
    for spelled in ("token %s", "TOKEN  %s"):
        yield spelled % ada["token"]
        yield spelled.replace("token", "basic").replace("TOKEN", "BASIC") % basic("ben", "pass: word ben").split()[1]
    whole = ada["access"].split(".")
    yield from ("Bearer " + text for text in (
        ada["refresh"], gone["access"][:-4] + "AAAA", ".".join([*whole[:2], gone["access"].split(".")[2]]), ".".join([*whole[:2], ""]),
        signed({"user_id": ada["id"], "exp": int(time.time()) - 600}), signed({"user_id": ada["id"], "exp": None}), signed({"user_id": ada["id"], "aud": "other"}),
        signed({"user_id": ada["id"], "iss": "https://other.example"}), signed({"user_id": 4711}), signed({"user_id": None}), signed({"user_id": [ada["id"]]}),
        signed({"user_id": ada["id"]}, secret="another made-up secret of the test"), signed({"user_id": ada["id"]}, alg="none", secret=None),
        signed({"user_id": ada["id"]}, alg="HS512"), ada["token"], base64.b64encode(b"ada:pass: word ada").decode()))
    yield from ("Token " + text for text in (ada["token"].upper(), ada["token"][:-1], ada["token"] + "0", "", "%", ada["access"], "' OR 1=1 --"))
    yield from ("Basic " + base64.b64encode(text.encode()).decode() for text in ("ada:wrong", "ada:pass", "ada", ":", "ADA:pass: word ada", "nobody:pass: word ada", "ada:", ":pass: word ada"))
    yield from ("Basic =", "Basic", "Bearer", "Token", "", "Digest username=ada", "Bearer " + ada["access"] + ", Token " + ada["token"])


def shown(sock, method, target, *values):
    status, _, body = ask(sock, method, target, [("Authorization", value) for value in values])
    return status, json.loads(body) if status == 200 else None


def last_line():
    return json.loads((WORK / "guard.log").read_bytes().rsplit(b"\n", 2)[-2])


def check_everybody(held):
    """Every credential at every operation: whom Django serves is served as the same, and the guard lets nobody else pass."""
    served = refused = 0
    everyone = list(dict.fromkeys(credentials(held)))
    for template, _, opens in API:
        for method in opens:
            for target in PATHS[template]:
                for value in everyone if target == PATHS[template][0] else everyone[:4]:
                    through = shown("nginx.sock", method, target, value)
                    line = last_line()
                    direct = shown("app.sock", method, target, value)
                    passed = line["status"] == 200
                    what = (method, target, value, direct, through, line)
                    assert direct[0] in (200, 401, 403, 500), what  # 500: it is no id of anybody, which Django did not expect
                    if opens[method]:
                        assert passed == (direct[0] == 200) and through == (direct if passed else through), what
                    else:  # public: a credential that nothing asks for changes nothing, unless it is malformed
                        assert through == direct or not passed, what
                    assert passed or through[0] in (400, 401, 403), what
                    assert not passed or (line["operation"], line["method"]) == (template, method), what
                    served += passed
                    refused += not passed
    print(f"{served} requests served as without the guard, {refused} refused")
    assert served > 200 and refused > 800, (served, refused)


def check_nowhere(held):
    ada = "Bearer " + held["ada"]["access"]
    for method, target in NOWHERE:
        status = ask("nginx.sock", method, target, [("Authorization", ada)])[0]
        assert status in (400, 403, 404, 405), (method, target, status, last_line())


def check_two(held):
    """Two credentials, of one or of two people, are two too many; and HMAC takes a password with a NUL behind it for the same."""
    assert shown("nginx.sock", "GET", "/api/me", basic("ada", "pass: word ada\0"))[0] == 401
    ada, ben = held["ada"], held["ben"]
    for values in (("Bearer " + ada["access"], "Token " + ben["token"]), ("Token " + ada["token"],) * 2, ("Bearer " + ada["access"], "Basic =")):
        assert shown("nginx.sock", "GET", "/api/me", *values)[0] in (400, 401), values


def answers(sock, text, count, pieces):
    """What comes back on one connection for requests that were sent in pieces of that length."""
    with connect(sock) as end:
        for at in range(0, len(text), pieces):
            end.sendall(text[at:at + pieces])
        file = end.makefile("rb")
        got = []
        while len(got) < count and (line := file.readline()):
            fields = {}
            while (field := file.readline().strip()):
                name, _, value = field.decode().partition(":")
                fields[name.lower()] = value.strip()
            file.read(int(fields.get("content-length", 0)))
            name, word = fields.get("x-postern-user"), fields.get("x-postern-assertion")
            told = json.loads(base64.urlsafe_b64decode(word.split(".")[1] + "==")).get("sub") if word else None
            assert told == name, (told, name)  # who it is, to whomever it is told
            got.append((int(line.split()[1]), name))
        return got


def check_pipelined(held):
    """Many requests at once on one connection to the guard, some of which wait for the database or a hash: each answer is that
    of its own request, and nothing of one before it is left over, also behind a refusal."""
    ada, ben, gone = held["ada"], held["ben"], held["gone"]
    lying = signed({"user_id": ada["id"], "sub": str(ben["id"])})
    rows = [("Bearer " + ada["access"], ada), ("Bearer " + gone["access"], None), ("Token " + ben["token"], ben), ("", None), ("Bearer " + lying, ada),
            (basic("cleo", "pass: word cleo"), held["cleo"]), ("Token " + gone["token"], None), ("Bearer " + ben["access"], ben), (basic("ada", "wrong"), None),
            (basic("ada", "pass: word ada"), ada), ("Bearer x.y.z", None)]
    alone = [(200, str(who["id"])) if who else (401, None) for _, who in rows]
    for turn, pieces in enumerate((1 << 20, 1000, 77, 7)):
        order = [(turn * 3 + step * 7) % len(rows) for step in range(40)]
        text = b"".join(question(rows[at][0]) for at in order)
        got = answers("guard.sock", text, len(order), pieces)
        assert got == [alone[at] for at in order], (pieces, got)
    print("pipelined requests are each answered for themselves")


def question(value):
    lines = ["GET /ask HTTP/1.1", "Host: library.example", "X-Original-Method: GET", "X-Original-URI: /api/me"]
    return "\r\n".join([*lines, *([f"Authorization: {value}"] if value else []), "", ""]).encode()


def check_rows_change(held):
    """What the database says counts with the very next request, also where the password was just found to fit."""
    mine = (basic("ada", "pass: word ada"), "Token " + held["ada"]["token"], "Bearer " + held["ada"]["access"])
    for active in (0, 1, 0, 1):
        subprocess.run(["sqlite3", "-cmd", ".timeout 60000", WORK / "db.sqlite3", f"UPDATE auth_user SET is_active={active} WHERE username='ada'"], check=True)
        assert {shown("nginx.sock", "GET", "/api/me", value)[0] for value in mine} == ({200} if active else {401}), active
    subprocess.run(["sqlite3", "-cmd", ".timeout 60000", WORK / "db.sqlite3", "UPDATE auth_user SET username='ada2' WHERE username='ada'"], check=True)
    assert [shown("nginx.sock", "GET", "/api/me", value)[0] for value in mine] == [401, 200, 200]


def main():
    write("openapi.json", contract())
    write("assertion.key", "made-up-secret-of-the-test-with-a-stranger\n")
    write("key.json", json.dumps({"kty": "oct", "alg": "HS256", "k": base64.urlsafe_b64encode(SECRET.encode()).decode().rstrip("=")}))
    write("guard.yaml", CONFIG % {"work": WORK})
    django, held = start_django()
    guard = Guard()
    nginx = start_nginx()
    check_everybody(held)
    check_nowhere(held)
    check_two(held)
    check_pipelined(held)
    check_rows_change(held)
    guard.end()
    for process in (nginx, django):
        process.terminate()
        process.wait()


main()
