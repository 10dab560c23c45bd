# SPDX-License-Identifier: Apache-2.0
"""No secret stands in any report, whatever the target echoes and gives out; and two scans of an
unchanged target tell the same: secrets.py POSTERN. All secrets here are made up."""
import atexit
import base64
import hashlib
import hmac
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.parse

import kit

POSTERN = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp()
atexit.register(shutil.rmtree, WORK, True)
KEY = b"made-up-key-that-no-list-holds-8c1f0a"
PASSWORD, BASIC, API_KEY = "made-up pass/word&1", "made-up-basic-pw", "made-up-api-key-77"
SESSION, CSRF = "madeupsessionvalue0123456789", "madeupcsrfvalue0123456789"
given_out = set()
lock = threading.Lock()


def jwt(**claims):
    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    text = part(b'{"alg":"HS256","typ":"JWT"}') + "." + part(json.dumps(claims).encode())
    token = text + "." + part(hmac.digest(KEY, text.encode(), hashlib.sha256))
    with lock:
        given_out.add(token)
    return token


def valid(token):
    parts = token.split(".")
    wanted = hmac.digest(KEY, ".".join(parts[:2]).encode(), hashlib.sha256)
    return len(parts) == 3 and (parts[1] != "" and parts[2] ==
                                base64.urlsafe_b64encode(wanted).rstrip(b"=").decode())


class Handler(kit.Handler):
    """Takes each credential wherever it is put, and echoes all that it was sent."""

    def credentials(self, query):
        found = set(re.split(r"[ ;,=]+", " ".join(self.headers.values())))
        found |= {value for values in query.values() for value in values}
        return found

    def serve(self):
        sent = self.body.decode("latin-1")
        url = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(url.query)
        if url.path == "/login/":
            good = PASSWORD in sent
            return self.answer(200 if good else 401, {
                "access": jwt(sub="alice"), "refresh": jwt(sub="alice", refresh=True)}
                if good else {"detail": "wrong"})
        found = self.credentials(query)
        good = any(valid(each) for each in found if each.count(".") == 2) or API_KEY in found
        good |= base64.b64encode(f"carol:{BASIC}".encode()).decode() in found
        if url.path == "/open/":
            good = True
        # One text, so that all answers have the same form.
        echo = {"echo": json.dumps([self.path, dict(self.headers), sent])}
        if not good:
            return self.answer(401, {"detail": "no", **echo}, ("WWW-Authenticate", "Bearer"))
        # More tokens, and one across the end of any excerpt.
        return self.answer(200, {"ok": "." * 300, **echo, "new": jwt(sub="new")},
                           ("Set-Cookie", f"sessionid={SESSION}; Path=/"),
                           ("Set-Cookie", f"csrftoken={CSRF}"), ("X-New-Token", jwt(sub="field")))

    do_GET = do_POST = do_HEAD = do_OPTIONS = do_PUT = do_DELETE = do_PATCH = serve


def contract(path):
    def get(*schemes):
        return {"get": {"security": [{s: []} for s in schemes],
                        "responses": {"200": {"description": "fine"}}}}

    login = {"post": {"security": [], "requestBody": {"content": {"application/json": {"schema": {
        "type": "object", "properties": {"username": {"type": "string"},
                                         "password": {"type": "string"}}}}}},
        "responses": {"200": {"description": "fine"}}}}
    document = {
        "openapi": "3.0.0", "info": {"title": "echo", "version": "1"},
        "components": {"securitySchemes": {
            "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            "basic": {"type": "http", "scheme": "basic"},
            "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"}}},
        "paths": {"/login/": login, "/open/": get("bearer"), "/bearer/": get("bearer"),
                  "/bearer/two/": get("bearer"), "/basic/": get("basic"), "/key/": get("key"),
                  "/any/": get("bearer", "basic", "key")}}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file)


def secrets():
    """Every spelling under which a secret could stand in a report."""
    plain = {PASSWORD, BASIC, API_KEY, SESSION, CSRF, KEY.decode()}
    spellings = set(plain)
    for secret in plain:
        spellings |= {urllib.parse.quote(secret), urllib.parse.quote_plus(secret),
                      urllib.parse.quote(secret, safe=""),
                      base64.b64encode(secret.encode()).decode()}
    for pair in (f"carol:{BASIC}", f"alice:{PASSWORD}"):
        spellings.add(base64.b64encode(pair.encode()).decode())
    return spellings | {token.rsplit(".", 1)[1] for token in given_out}


def scan(url, name):
    outputs = [os.path.join(WORK, f"{name}.{ending}")
               for ending in ("json", "sarif", "html", "xml", "md", "codequality.json")]
    arguments = ["scan", os.path.join(WORK, "api.json"), "--url", url, "--rate", "0", "-i",
                 os.path.join(WORK, "ids.yaml"), "--verbose", "--no-progress"]
    for output in outputs:
        arguments += ["-o", output]
    done = subprocess.run([POSTERN, *arguments], capture_output=True, timeout=900, check=False)
    if done.returncode not in (1, 3) or b"Sanitizer" in done.stderr or b"runtime error" in done.stderr:
        print(f"FAILED: status {done.returncode}\n{done.stderr.decode()}", file=sys.stderr)
        sys.exit(1)
    texts = {"standard output": done.stdout.decode(), "standard error": done.stderr.decode()}
    for output in outputs:
        with open(output, encoding="utf-8") as file:
            texts[os.path.basename(output)] = file.read()
    return texts, json.loads(texts[f"{name}.json"])


class ContractHost(kit.Handler):
    """Another host, which serves the contract and notes what it is sent."""

    seen = []

    def do_GET(self):
        ContractHost.seen.append(dict(self.headers))
        with open(os.path.join(WORK, "api.json"), encoding="utf-8") as file:
            self.answer(200, json.load(file))


def told_elsewhere(url):
    """A header for the target goes to the target, not to the host that has the contract."""
    host = kit.Server(ContractHost)
    done = subprocess.run([POSTERN, "scan", f"{host.url}/api.json", "--url", url, "-H", "X-Made-Up: made-up-header-secret", "--dry-run"],
                          capture_output=True, timeout=900, check=False)
    host.shutdown()
    if done.returncode != 0 or not ContractHost.seen:
        return [f"the contract was not fetched: {done.stderr.decode()}"]
    return [f"the contract's host was sent {fields}" for fields in ContractHost.seen
            if "made-up-header-secret" in json.dumps(fields)]


def stays(report):
    """What is of no single operation is shown by whichever answer came first."""
    return [(f["rule"], f["fingerprint"], f["severity"], f["confidence"], f.get("location"),
             f["operations"], [(e["what"], e["request"]["method"], e["request"]["url"])
                               for e in f["evidence"]] if f["operations"] else len(f["evidence"]))
            for f in report["findings"]]


def main():
    contract(os.path.join(WORK, "api.json"))
    with open(os.path.join(WORK, "ids.yaml"), "w", encoding="utf-8") as file:
        json.dump({"login": {"operation": "POST /login/", "token": "/access"}, "identities": {
            "alice": {"username": "alice", "password": PASSWORD},
            "carol": {"basic": f"carol:{BASIC}"},
            "probe": {"header": {"X-API-Key": API_KEY}}}}, file)
    url = kit.Server(Handler).url
    (texts, first), (_, second) = scan(url, "first"), scan(url, "second")
    faults = [f"{name} shows {secret}" for name, text in texts.items() for secret in secrets()
              if secret in text]
    if len(first["findings"]) < 5 or "$ALICE_TOKEN" not in texts["first.json"]:
        faults.append("too few findings for this test to tell anything")
    if stays(first) != stays(second):
        faults.append(f"two scans differ:\n{stays(first)}\n{stays(second)}")
    faults += told_elsewhere(url)
    for fault in faults:
        print("FAILED:", fault, file=sys.stderr)
    return 1 if faults else 0


sys.exit(main())
