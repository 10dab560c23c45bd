# SPDX-License-Identifier: Apache-2.0
"""A small API that remembers what it was asked, for the test of what postern.yaml says; and the files of such a test."""
import base64
import hashlib
import hmac
import http.server
import json
import re
import shutil
import ssl
import subprocess
import threading
import time

SECRET, PASSWORD = "LAB-ONLY-words-of-a-list", "LAB-ONLY-password-of-anna"
LIMITED_S = 8  # longer than a run that waits for nothing, on a machine with much to do
BEARER = {"security": [{"bearer": []}], "responses": {"200": {"description": "fine"}}}
BODY = {"requestBody": {"content": {"application/json": {"schema": {
    "type": "object", "required": ["username", "password"],
    "properties": {"username": {"type": "string"}, "password": {"type": "string"}}}}}}}
CONTRACT = {
    "openapi": "3.0.3", "info": {"title": "target", "version": "1"},
    "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
    "paths": {"/open": {"get": BEARER}, "/shut": {"get": BEARER}, "/labels": {"post": {**BEARER, **BODY}},
              "/items/{id}": {"get": {**BEARER, "parameters": [{"in": "path", "name": "id", "required": True,
                                                                "schema": {"type": "integer"}}]}},
              "/login": {"post": {"security": [], "responses": {"200": {"description": "fine"}}, **BODY}},
              "/slow": {"get": BEARER}, "/broken": {"get": BEARER}, "/mute": {"get": BEARER}, "/limited": {"get": BEARER}},
}


def part(what):
    return base64.urlsafe_b64encode(what if isinstance(what, bytes) else json.dumps(what).encode()).decode().rstrip("=")


def token(secret=SECRET, **claims):
    head = part({"alg": "HS256", "typ": "JWT"}) + "." + part({name: value for name, value in {"sub": "anna", "exp": 4000000000, **claims}.items() if value})
    return head + "." + part(hmac.new(secret.encode(), head.encode(), hashlib.sha256).digest())


def believes(given, known):
    """Whether the token is signed as it should be, as a reader that looks at nothing else would say."""
    head, _, signature = given.rpartition(".")
    try:
        alg = json.loads(base64.urlsafe_b64decode(head.partition(".")[0] + "==")).get("alg")
    except (ValueError, AttributeError):
        return False
    return given == known or alg == "HS256" and hmac.compare_digest(signature, part(hmac.new(SECRET.encode(), head.encode(), hashlib.sha256).digest()))


class Target(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, tls=None, known=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen, self.at_once, self.most, self.known, self.first, self.lock = [], 0, 0, known, None, threading.Lock()
        self.scheme = "https" if tls else "http"
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def handle_error(self, *_):
        pass  # a client that does not trust the certificate, or has no more time


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version, disable_nagle_algorithm, timeout = "HTTP/1.1", True, 60

    def answer(self, status, body, challenge='Bearer realm="target"', **more):
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **more}.items():
            self.send_header(name.replace("_", "-"), value)
        if status == 401 and challenge:
            self.send_header("WWW-Authenticate", challenge)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def handle_any(self):
        server = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with server.lock:
            server.seen.append((time.monotonic(), self.command, self.path, dict(self.headers), body))
            server.at_once += 1
            server.most = max(server.most, server.at_once)
        time.sleep(0.01)
        self.judge(re.sub("^http://[^/]*", "", self.path).partition("?")[0], body)
        with server.lock:
            server.at_once -= 1

    def limited(self):
        with self.server.lock:
            self.server.first = self.server.first or time.monotonic()
            return time.monotonic() < self.server.first + LIMITED_S

    def judge(self, path, body):
        scheme, _, given = (self.headers.get("Authorization") or "").partition(" ")
        inside = scheme == "Bearer" and believes(given, self.server.known)
        if path == "/slow":
            time.sleep(1)
        if path == "/limited" and self.limited():
            return self.answer(429, {"detail": "slower"}, Retry_After=str(LIMITED_S))
        if path == "/mute":
            return self.answer(200 if inside else 401, {"for": "anna"}, challenge=None)
        if path == "/broken":
            return self.answer(500, {"detail": "broken"})
        if path == "/login" and PASSWORD.encode() in body:
            return self.answer(200, {"access": token()})
        if path == "/login" and b'"password"' in body:
            return self.answer(401, {"detail": "wrong"})
        if path == "/login":
            return self.answer(400, {"username": ["wanted"], "password": ["wanted"]})
        if path == "/open" or (path == "/unnamed" and self.headers.get("X-Tenant") == "acme"):
            return self.answer(200, {"open": [1]})
        known = path in ("/shut", "/slow", "/limited") or path.startswith("/items/") or (path == "/labels" and self.command == "POST")
        if not known or (self.command != "GET" and path != "/labels"):
            return self.answer(404, {"detail": "not here"})
        if not inside:
            return self.answer(401, {"detail": "no"})
        return self.answer(400, {"title": ["wanted"]}) if path == "/labels" else self.answer(200, {"for": "anna"})

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = handle_any

    def log_message(self, *_):
        pass


VIEWS = """from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response


@api_view(["GET"])
@permission_classes([AllowAny])
def open_view(request):
    return Response({"open": [1]})


@api_view(["GET"])
@permission_classes([IsAuthenticated])
def shut_view(request):
    return Response({})
"""
SETTINGS = """SECRET_KEY = "LAB-ONLY-made-up-and-long-enough-to-be-a-key-00"
DEBUG = True
INSTALLED_APPS = ["rest_framework"]
ROOT_URLCONF = "site_urls"
MIDDLEWARE = []
"""
URLS = """from django.urls import path
from views import open_view, shut_view

urlpatterns = [path("open", open_view), path("shut", shut_view)]
"""
MANAGE = """import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
"""
HEAD = {"postern": "0.1.0", "kind": "scan", "started": "2026-11-27T10:00:00Z", "finished": "2026-11-27T10:00:01Z", "requests": 1,
        "ended": True, "contract": "openapi.json"}


ROW = {"method": "GET", "path": "/open", "declared": ["bearer"], "verdict": "enforced", "matrix": {}, "attacks": {"planned": 1, "judged": 1}}


def finding(rule, path, severity="critical"):
    return {"rule": rule, "severity": severity, "confidence": "confirmed", "title": "t", "message": "m", "cause": rule + " made up",
            "fingerprint": hashlib.sha256((rule + path).encode()).hexdigest()[:16], "operations": [{"method": "GET", "path": path}]}


def har_entry(url):
    return {"request": {"method": "GET", "url": url, "headers": []}, "response": {"status": 200}}


def given_tokens(folder):
    """Tokens that the tables name, each with a reason."""
    given = {name: token(secret) for name, secret in (
        ("token", SECRET), ("hosted", "hosted"), ("ruled", SECRET + "!"), ("capital", SECRET.capitalize()), ("built", "secret"),
        ("short", "zzz"), ("long", "LAB-ONLY-in-no-list-at-all-of-ours"))}
    given["named"], given["nobody"] = token(iss="a", aud="b"), token(sub=None)
    head = part({"alg": "HS256", "jku": "http://h/"}) + "." + part({"exp": 4000000000})
    endless = part({"alg": "HS256"}) + "." + part({"sub": "anna"})
    for name, text in (("hinted", head), ("endless", endless)):
        given[name] = text + "." + part(hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).digest())
    return {**given, "rsa": (folder / "rsa.txt").read_text().strip()}


def write_all(folder, postern):
    """What the tables of the test name."""
    (folder / ".git").mkdir()
    for name in ("app", "leaning", "odd", "halved"):
        (folder / name).mkdir()
        text = {"views.py": VIEWS, "site_settings.py": SETTINGS, "prod_settings.py": SETTINGS.replace("True", "False"), "site_urls.py": URLS,
                "manage.py": MANAGE}
        for file, lines in text.items():
            (folder / name / file).write_text(lines if name != "leaning" else lines.replace(
                "import AllowAny, IsAuthenticated", "import IsAuthenticated\nfrom helpers import Everybody as AllowAny"))
    (folder / "halved" / "bare_settings.py").write_text("ROOT_URLCONF = 'nowhere'\n")
    (folder / "odd" / "odd.py").write_text("def (:\n")
    packages = folder / "packages" / "helpers"
    packages.mkdir(parents=True)
    (packages / "__init__.py").write_text("from rest_framework.permissions import AllowAny as Everybody\n")
    files = {
        "openapi.json": CONTRACT, "ids.json": {"identities": {"anna": {"bearer": token()}}},
        "users.json": {"login": {"operation": "POST /login", "token": "/access"},
                       "identities": {"anna": {"username": "anna", "password": PASSWORD}}},
        "t.har": {"log": {"entries": [har_entry("http://h/items/4711"), har_entry("http://h/strange/4"), har_entry("http://other/items/1"),
                                      har_entry("http://h/items/12")]}},
        "r.json": {**HEAD, "target": "http://h", "complete": True, "operations": [], "findings": []},
        "s.json": {**HEAD, "target": "http://h", "complete": False, "ended": False, "incomplete_why": "made up",
                   "operations": [ROW], "findings": [finding("no-hsts", "/open", "medium")]},
        "w.json": {**HEAD, "target": "http://h", "complete": True, "operations": [ROW], "findings": [
            {**finding("no-hsts", "/open", "medium"), "operations": [{"method": "GET", "path": f"/rows/{number}"} for number in range(30)]}]},
        "other.json": {**HEAD, "target": "http://h", "contract": "another.json", "complete": True, "operations": [], "findings": []},
        "half.json": {**CONTRACT, "paths": {**CONTRACT["paths"], "/away": {"$ref": "#/none"}}},
    }
    for name, what in files.items():
        (folder / name).write_text(json.dumps(what))
    (folder / "words.txt").write_text(SECRET + "\n")
    (folder / "secret.txt").write_text(SECRET)
    (folder / "many.txt").write_text("\n".join(f"LAB-ONLY-{number:07}" for number in range(1500000)))
    (folder / "made-up.txt").write_text("made-up")
    (folder / "guard.yaml").write_text("contract: openapi.json\n")
    for arguments in (["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj",
                       "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
                      ["rsa", "-in", "key.pem", "-aes128", "-passout", "pass:made-up", "-out", "sealed.pem"],
                      ["pkey", "-in", "key.pem", "-pubout", "-out", "public.pem"]):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (folder / "tls.pem").write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    for name in ("guard.yaml", "openapi.json"):
        (folder / name).chmod(0o644)
    shutil.copy(folder / "openapi.json", folder / "other.yaml")
    target = Target()
    done = subprocess.run([postern, "scan", "openapi.json", "--url", target.url, "-i", "ids.json", "--rate", "0", "--format", "json", "--wordlist",
                           "words.txt", "--include", "/open", "--include", "/shut", "--no-config"], cwd=folder, check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    (folder / "known.json").write_text(done.stdout)
    target.shutdown()
    for name, more in (("rsa.txt", ["token", "forge", "--alg", "RS256", "--key", "key.pem", "--claim", "sub=anna", "--claim", "exp=4000000000"]),
                       ("audited.json", ["audit", "app", "--settings", "site_settings", "--format", "json"])):
        done = subprocess.run([postern, *more, "--no-config"], cwd=folder, check=False, text=True, stdout=subprocess.PIPE)
        (folder / name).write_text(done.stdout)
    (folder / "rsa.json").write_text(json.dumps({"identities": {"anna": {"bearer": (folder / "rsa.txt").read_text().strip()}}}))
