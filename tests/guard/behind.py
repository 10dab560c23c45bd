# SPDX-License-Identifier: Apache-2.0
"""A running Django behind nginx and the guard. Hostile paths by every method: whatever is let pass reaches the very
operation that the guard wrote down. Views of Django REST framework take what the guard signed for them, scope by scope,
and nothing from whoever goes round the proxy. Requests that are hostile otherwise (attacks.py): whatever reached a view
was let pass as that and for that user. Usage: behind.py POSTERN [gunicorn|uvicorn|waitress]"""
import atexit
import base64
import json
import os
import shutil
import subprocess
import sys
from collections import Counter

from attacks import attacks
from kit import CONFIG, KEY, SOURCE, WORK, Guard, ask, connect, forge, start_nginx, until, write

# Each operation's path and how Django routes it; the view tells which one it is.
ROUTES = {
    "/open/": "path('open/', Seen.as_view(**public))",
    "/crates/": "path('crates/', Seen.as_view())",
    "/crates/{id}/": "path('crates/<int:id>/', Seen.as_view())",
    "/crates/{id}/lids/{lid}/": "path('crates/<int:id>/lids/<uuid:lid>/', Seen.as_view())",
    "/files/{name}": "path('files/<str:name>', Seen.as_view())",
    "/tags/{tag}/": "path('tags/<slug:tag>/', Seen.as_view())",
    "/reports/{year}/": "re_path(r'^reports/(?P<year>[0-9]{4})/$', Seen.as_view())",
    "/loose/{word}": "re_path(r'^loose/(?P<word>\\w+)$', Seen.as_view())",
    "/maybe": "re_path(r'^maybe/?$', Seen.as_view())",
    "/caf\u00e9/": "path('caf\u00e9/', Seen.as_view())",
    "/a/b/../c/": "path('a/b/../c/', Seen.as_view())",
    "/mount/inner/{id}/": "path('mount/', include([path('inner/<int:id>/', Seen.as_view())]))",
    "/scoped/": "path('scoped/', Scoped.as_view())",
}
METHODS = ("GET", "POST", "DELETE")
SETTINGS = """import json, sys
sys.path.insert(0, %(site)r)
from django.conf import settings
settings.configure(
    SECRET_KEY="made-up", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=True, DEBUG=False,
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"], DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": %(database)r}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework"],
    POSTERN_GUARD={"KEY_FILE": %(key)r, "AUDIENCE": "depot", "USER_FIELD": "username"},
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": ["postern_guard.GuardAuthentication"],
                    "DEFAULT_PERMISSION_CLASSES": ["postern_guard.GuardPermission"],
                    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]})
import django
django.setup()
from django.urls import include, path, re_path
from rest_framework.response import Response
from rest_framework.views import APIView


class Seen(APIView):
    public_by_guard = False

    def get(self, request, **_):
        route = request.resolver_match.route
        with open(%(seen)r, "a") as seen:  # a line at a time
            seen.write(json.dumps([request.method, route, request.user.username, request.get_full_path()]) + chr(10))
        return Response({"user": request.user.username}, headers={"X-Route": json.dumps([request.method, route])})

    post = put = patch = delete = options = trace = get


class Scoped(Seen):
    required_scopes = {"GET": ["read"], "POST": ["write"]}


public = {"public_by_guard": True}
urlpatterns = [%(routes)s]
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
application, asgi = get_wsgi_application(), get_asgi_application()
"""
# What two readers could take for two things, before, behind and amid a path.
SPLITS = ("//", "/./", "/../", "/%2e%2e/", "/..;/", ";/", "%2f", "%5c", "\\", "%252f", "%00", "%0a", "%20", "+", "%c0%af", "%ff",
          "%E9", "%u002f", "/x/../", ";a=b/", "*", "%3f", "%23", "%3b", "%25", "%2e/", ".json", "~", "%7e", "\u00e9", "%C3%A9", "%cc%81", ":80", "@",
          "%0d%0aX-A:%20b")


def contract():
    paths = {}
    for template in ROUTES:
        security = [] if template == "/open/" else [{"staff": []}]
        names = [part.split("}")[0] for part in template.split("{")[1:]]
        paths[template] = {method.lower(): {"security": security, "responses": {"200": {"description": "Seen."}}} for method in METHODS}
        paths[template]["parameters"] = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    paths["/scoped/"].pop("delete")
    return json.dumps({"openapi": "3.0.3", "info": {"title": "Depot", "version": "1"}, "paths": paths,
                       "components": {"securitySchemes": {"staff": {"type": "http", "scheme": "bearer"}}}})


# Servers that Debian has not are tried where the interpreter has them.
SERVERS = {"gunicorn": ["gunicorn", "--bind", f"unix:{WORK}/app.sock", "--threads", "4", "--log-file", str(WORK / "gunicorn.log"), "depot:application"],
           "uvicorn": ["uvicorn", "--uds", str(WORK / "app.sock"), "--no-access-log", "depot:asgi"],
           "waitress": ["waitress", f"--unix-socket={WORK}/app.sock", "depot:application"]}


def start_django(server):
    done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
                           "--disable-pip-version-check", "--root-user-action", "ignore", "--target", WORK / "site",
                           shutil.copytree(SOURCE / "python", WORK / "package")], check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout
    write("depot.py", SETTINGS % {"site": str(WORK / "site"), "database": str(WORK / "db.sqlite3"),
                                  "key": str(WORK / "assertion.key"), "seen": str(WORK / "seen.log"), "routes": ", ".join(ROUTES.values())})
    make = ("import depot; from django.core.management import call_command; call_command('migrate', verbosity=0);"
            "from django.contrib.auth.models import User; User.objects.create(username='ada');"
            "User.objects.create(username='gone', is_active=False)")
    subprocess.run([sys.executable, "-c", make], cwd=WORK, check=True)
    process = subprocess.Popen([sys.executable, "-m", *SERVERS[server]], cwd=WORK, stdout=subprocess.DEVNULL, stderr=open(WORK / "django.log", "w"))
    atexit.register(process.kill)
    until("Django answers", lambda: ask("app.sock", "GET", "/open/")[0] == 401)
    return process


def route_of(template):
    """How Django spells the route of an operation."""
    text = ROUTES[template]
    parts = [part.split("'")[1] for part in text.split("path(")[1:]]
    return "".join(parts)


def hostile():
    """Plain paths, and each one with each split at each of its joints."""
    plain = ["/open/", "/crates/", "/crates/7/", "/crates/7/lids/6c61b9e6-f725-4d2f-8d3e-1f0a8a0c1b2d/", "/files/a.b", "/tags/a-b/",
             "/reports/2026/", "/loose/word", "/maybe", "/maybe/", "/caf%C3%A9/", "/mount/inner/7/", "/scoped/", "/a/c/"]
    yield from plain
    yield from (path.rstrip("/") for path in plain)
    for path in plain:
        yield path.upper()
        yield path.replace("a", "%61", 1)
        yield "http://other.example" + path
        yield "/crates" + path
        for split in SPLITS:
            yield split + path
            yield path + split
            yield path + split + "crates/7/"
            yield path.replace("/", split, 2)
            first = path.find("/", 1)
            yield path[:first] + split + path[first:]
    for number in ("07", "-7", "+7", "7.0", "%37", "\u0667", "%D9%A7", "7%0a", "7 ", "99999999999999999999", "0x7", ""):
        yield f"/crates/{number}/"
        yield f"/reports/{number.rjust(4, '2')}/"
    yield from ("*", "open/", "?", "/open/?x=/crates/", "/open/#/crates/", "/open/%", "/open/%4", "/open/?%ff", "/\u2215open/")


def sent(method, target, *fields):
    """Through nginx, byte for byte; None where nginx ends the connection."""
    try:
        return ask("nginx.sock", method, target.encode().decode("latin-1"), fields)
    except (OSError, ValueError):
        return None
    except Exception as wrong:  # noqa: BLE001 - http.client's, of an answer that is none
        assert type(wrong).__module__ == "http.client", wrong
        return None


def lines_of(name, at):
    with open(WORK / name, encoding="utf-8") as file:
        file.seek(at)
        return [json.loads(line) for line in file]


def check_hostile():
    """The guard's line of whatever Django served names the operation that served it."""
    bearer = ("Authorization", "Bearer " + forge("sub=ada", "scope=read write", "exp=now+6000"))
    operations = {route_of(template): template for template in ROUTES}
    targets, served, refused, asked = list(dict.fromkeys(hostile())), 0, 0, 0
    for method in ("GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT", "get", "TRACE", "GET/"):
        for target in targets if method in ("GET", "DELETE") else targets[::5]:
            for fields in ([bearer], []) if method == "GET" else ([bearer],):
                asked += 1
                at = (WORK / "guard.log").stat().st_size
                got = sent(method, target, *fields)
                if got is None or got[1]["X-Route"] is None:
                    refused += 1
                    lost = got and got[0] == 401 and fields  # let pass, and not known again by the application
                    assert not lost, (method, target, lines_of("guard.log", at))
                    continue
                seen_method, route = json.loads(got[1]["X-Route"])
                line = lines_of("guard.log", at)[-1]
                told = (line["method"], line["operation"], line["status"])
                assert told == (seen_method, operations[route], 200), (method, target, got[:2], line)
                if not fields:
                    assert operations[route] == "/open/", (method, target, line)
                served += 1
    assert served > 100 and refused > 1000, (served, refused)
    print(f"{asked} requests with hostile paths: {served} served, each as the operation that the guard named")


def send_raw(text):
    """The first bytes of what comes back, or nothing: some requests never end."""
    answer = b""
    with connect("nginx.sock") as sock:
        sock.settimeout(0.2)
        try:
            sock.sendall(text.encode("latin-1", "ignore"))
            while (more := sock.recv(1 << 16)):
                answer += more
        except OSError:
            pass
    return answer[:200]


def seen_by_django():
    operations = {route_of(template): template for template in ROUTES}
    lines = [json.loads(line) for line in (WORK / "seen.log").read_text().splitlines()]
    return [(method, operations[route], user, target) for method, route, user, target in lines]


def check_attacks():
    """Whatever reached a view, the guard had let pass: that method, that operation, that user, so many times."""
    bearer = forge("sub=ada", "scope=read write", "exp=now+6000")
    (WORK / "seen.log").write_text("")
    at = (WORK / "guard.log").stat().st_size
    served, asked = 0, list(dict.fromkeys(attacks(bearer)))
    for text in asked:
        served += b" 200 " in send_raw(text)[:15]
    assert sent("GET", "/crates/4711/", ("Authorization", "Bearer " + bearer))[0] == 200
    until("all has come in", lambda: any(row[3] == "/crates/4711/" for row in seen_by_django()))
    seen = Counter(row[:3] for row in seen_by_django())
    passed = Counter((line["method"], line["operation"], line.get("subject", "")) for line in lines_of("guard.log", at) if line.get("status") == 200)
    assert not seen - passed, (seen - passed, [row for row in seen_by_django() if row[:3] in seen - passed][:9])
    assert {row[2] for row in seen} == {"", "ada"}, seen
    assert all(user or operation == "/open/" for _, operation, user in seen), seen
    assert served > 100 and seen[("GET", "/crates/", "ada")] and seen[("GET", "/open/", "")], (served, seen)
    print(f"{len(asked)} requests of an attacker: {sum(seen.values())} reached a view, each as the guard had let it pass")


def check_valid():
    """Nothing of this keeps a valid user out."""
    bearer = ("Authorization", "Bearer " + forge("sub=ada", "scope=read write", "exp=now+600"))
    for target in ("/crates/7/", "/crates/7/lids/6c61b9e6-f725-4d2f-8d3e-1f0a8a0c1b2d/", "/files/a%20b.txt", "/tags/a-b/", "/reports/2026/",
                   "/loose/word", "/maybe", "/caf%C3%A9/", "/mount/inner/7/", "/crat%65s/", "/crates/?page=2&x=%2f"):
        for method in METHODS:
            got = sent(method, target, bearer)
            assert got and got[0] == 200 and json.loads(got[2]) == {"user": "ada"}, (method, target, got and got[:2])


def check_scopes():
    """Each view's own scopes hold beside the policy's; whoever is unknown to Django or inactive is nobody."""
    rows = [("read", "GET", 200), ("read", "HEAD", 200), ("read", "POST", 403), ("write", "POST", 200), ("write", "GET", 403),
            ("readonly", "GET", 403), ("", "GET", 403), ("read write", "POST", 200)]
    for scope, method, status in rows:
        bearer = ("Authorization", "Bearer " + forge("sub=ada", f"scope={scope}", "exp=now+600"))
        assert sent(method, "/scoped/", bearer)[0] == status, (scope, method)
    for name in ("gone", "nobody"):
        assert sent("GET", "/scoped/", ("Authorization", "Bearer " + forge("sub=" + name, "scope=read", "exp=now+600")))[0] == 401


def check_round():
    """Straight to the application: no header of anybody's opens it, and no assertion of another request's."""
    token = forge("sub=ada", "scope=read write", "exp=now+600")
    bearer, basic = ("Authorization", "Bearer " + token), ("Authorization", "Basic " + base64.b64encode(b"ada:x").decode())
    _, headers, _ = ask("guard.sock", "GET", "/ask", [("X-Original-Method", "GET"), ("X-Original-URI", "/crates/"), bearer])
    assertion = headers["X-Postern-Assertion"]
    signed = ("X-Postern-Assertion", assertion)
    assert ask("app.sock", "GET", "/crates/", [signed])[0] == 200
    for fields in ([], [bearer], [basic], [("X-Postern-User", "ada")], [("Remote-User", "ada")], [("X-Postern-Assertion", token)],
                   [("X_Postern_Assertion", token)], [signed, signed], [("X-Postern-Assertion", assertion[:-2])]):
        assert ask("app.sock", "GET", "/crates/", fields)[0] == 401, fields
    for method, target in (("POST", "/crates/"), ("GET", "/crates/7/"), ("GET", "/scoped/"), ("GET", "/open/")):
        assert ask("app.sock", method, target, [signed])[0] == 401, (method, target)
    assert sent("GET", "/crates/", signed)[0] == 400  # and nobody sends one through the proxy
    print("going round the proxy opens nothing")


def main():
    for name, text in (("openapi.json", contract()), ("key.json", KEY), ("assertion.key", "made-up-secret-of-the-test-behind-nginx\n")):
        write(name, text)
    public = ", ".join(f"{method} /open/" for method in METHODS)
    write("guard.yaml", CONFIG.replace("openapi.yaml", "openapi.json").replace("public: [GET /open/]", f"public: [{public}]")
          + "assertion: {key: assertion.key, audience: depot}\n")
    django = start_django(sys.argv[2] if len(sys.argv) > 2 else "gunicorn")
    guard = Guard()
    nginx = start_nginx()
    check_valid()
    check_scopes()
    check_round()
    check_hostile()
    check_attacks()
    guard.end()
    assert sent("GET", "/open/")[0] == 500  # no guard, no answer
    for process in (nginx, django):
        process.terminate()
        process.wait()


main()
