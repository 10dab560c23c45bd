# SPDX-License-Identifier: Apache-2.0
"""A scan that is killed, wherever that is, goes on with its journal and comes to the report of a scan
that was not: as often as --points says, after a request that chance picks (seed and number are told).
And what a journal is not for: another contract, other identities, other options; a full disk.
Usage: resume.py POSTERN [--points N] [--seed N] [--whole]"""
import argparse
import base64
import http.server
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading

BEARER, BASIC = [{"bearer": []}], [{"basic": []}]
ITEM = [{"in": "path", "name": "id", "required": True, "schema": {"type": "integer"}}]
PASSWORD = "a-made-up-password-4711"


def operation(security, parameters=(), body=None):
    made = {"security": security, "parameters": list(parameters), "responses": {"200": {}}}
    if body:
        made["requestBody"] = {"content": {"application/json": {"schema": {
            "type": "object", "required": body, "properties": {name: {"type": "string"} for name in body}}}}}
    return made


CONTRACT = {
    "openapi": "3.0.3", "info": {"title": "shop", "version": "1"},
    "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"},
                                       "basic": {"type": "http", "scheme": "basic"}}},
    "paths": {
        "/login": {"post": operation([], body=["username", "password"])},
        "/orders": {"get": operation(BEARER), "post": operation(BEARER, body=["title"])},
        "/orders/{id}": {"get": operation(BEARER, ITEM)},
        "/forgotten": {"get": operation(BEARER)},
        "/unsigned": {"get": operation(BEARER)},
        "/labels": {"get": operation(BEARER)},
        "/stock": {"get": operation(BASIC)},
        "/news": {"get": operation([])},
    },
}


def encoded(part):
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


class Shop(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock, self.tokens = threading.Lock(), set()
        self.requests, self.kill_at, self.victim = 0, None, None

    def handle_error(self, request, client_address):
        """Whoever was killed says no farewell."""

    def count(self):
        with self.lock:
            self.requests += 1
            if self.requests == self.kill_at and self.victim:
                os.kill(self.victim.pid, signal.SIGKILL)

    def new_token(self):
        token = ".".join((encoded({"alg": "RS256", "typ": "JWT"}), encoded({"sub": "anna"}),
                          base64.urlsafe_b64encode(os.urandom(64)).decode().rstrip("=")))
        with self.lock:
            self.tokens.add(token)
        return token


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body, challenge=None):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if challenge:
            self.send_header("WWW-Authenticate", challenge)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def bearer(self):
        scheme, _, token = (self.headers.get("Authorization") or "").partition(" ")
        return token if scheme == "Bearer" else None

    def claims(self):
        try:
            part = (self.bearer() or "").split(".")[1]
            return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))).get("sub") == "anna"
        except (IndexError, ValueError, AttributeError):
            return False

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.count()
        shop, path = self.server, self.path.partition("?")[0]
        known = f"{self.command} {re.sub('/[0-9]+$', '/{id}', path)}"
        if known == "POST /login":
            return self.login(body)
        if path == "/news" and self.command == "GET":
            return self.answer(200, {"news": ["none"]})
        if path == "/forgotten" and self.command == "GET":
            return self.answer(200, {"forgotten": [{"text": "who let you in?"}]})
        if path == "/stock":
            good = base64.b64encode(f"anna:{PASSWORD}".encode()).decode()
            inside = self.headers.get("Authorization") == f"Basic {good}"
            return self.answer(200, {"stock": 4}) if inside else \
                self.answer(401, {"detail": "who?"}, 'Basic realm="stock"')
        inside = self.claims() if path == "/unsigned" else self.bearer() in shop.tokens
        if not inside:
            return self.answer(401, {"detail": "no"}, 'Bearer realm="shop"')
        if self.command == "POST" and path == "/orders":
            return self.answer(400, {"title": ["wanted"]})
        if self.command == "GET" and path in ("/unsigned", "/labels"):
            return self.answer(200, {"for": "anna"})
        if self.command == "GET" and path == "/orders":
            return self.answer(200, {"results": [{"id": 7, "title": "a"}, {"id": 8, "title": "b"}]})
        if known == "GET /orders/{id}" and path[-2:] in ("/7", "/8"):
            return self.answer(200, {"id": int(path[-1]), "title": "a"})
        return self.answer(404, {"detail": "not here"})

    def login(self, body):
        try:
            given = json.loads(body)
            good = given["username"] == "anna" and given["password"] == PASSWORD
        except (ValueError, KeyError, TypeError):
            return self.answer(400, {"detail": "unreadable"})
        return self.answer(200, {"access": self.server.new_token()}) if good else \
            self.answer(401, {"detail": "wrong"})

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = handle_any

    def log_message(self, *arguments):
        pass


IDENTITIES = {"login": {"operation": "POST /login", "token": "/access"},
              "identities": {"anna": {"username": "anna", "password": PASSWORD}}}


class Scan:
    """One shop for one scan with all its runs: what earlier ones left in it is part of it."""

    effort = ["--quick"]

    def __init__(self, postern, folder):
        self.postern, self.folder, self.shop = postern, folder, Shop()
        threading.Thread(target=self.shop.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.write("openapi.json", CONTRACT)
        self.write("ids.json", IDENTITIES)

    def write(self, name, what):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            json.dump(what, file)

    def run(self, *arguments, kill_at=None, prepare=None):
        """Status, report or None, what was told, and the requests that came."""
        command = [self.postern, "scan", "openapi.json", "--no-config", "--url",
                   f"http://127.0.0.1:{self.shop.server_port}", "-i", "ids.json", "--rate", "0", "--format",
                   "json", "--no-progress", "--guesses", "3", "--concurrency", "4", *self.effort, *arguments]
        self.shop.requests, self.shop.kill_at = 0, kill_at
        with subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, text=True, preexec_fn=prepare) as process:
            self.shop.victim = process
            out, told = process.communicate()
        self.shop.victim = None
        if "Sanitizer" in told or "runtime error" in told:
            sys.exit(told)
        return process.returncode, json.loads(out) if out.startswith("{") else None, told, self.shop.requests


def essence(report):
    """All but times and what they touch."""
    kept = {name: report.get(name) for name in ("kind", "complete", "incomplete", "operations", "left_out")}
    for row in kept["operations"]:
        row.pop("requests", None)
    kept["credentials"] = [{**each, "proven_at": None} for each in report["credentials"]]
    kept["findings"] = [{name: finding.get(name) for name in
                         ("rule", "severity", "confidence", "title", "message", "fingerprint", "cause", "operations")}
                        for finding in report["findings"]]
    return kept


def differences(wanted, got):
    return [f"{name}:\n  wanted {json.dumps(wanted[name])}\n  got    {json.dumps(got[name])}"
            for name in wanted if wanted[name] != got[name]]


def demand(holds, words, *more):
    if not holds:
        sys.exit("\n".join(("FAILED: " + words, *map(str, more))))


def killed(postern, at, whole, total):
    with tempfile.TemporaryDirectory() as folder:
        scan = Scan(postern, folder)
        status, _, told, _ = scan.run("--resume", "journal", kill_at=at)
        demand(status == -signal.SIGKILL, f"it was not killed at request {at}", status, told)
        journal = os.path.join(folder, "journal")
        with open(journal, "rb") as file:
            content = file.read()
        for secret in (PASSWORD, *scan.shop.tokens):
            demand(secret.encode() not in content, "a secret stands in the journal", secret)
        with open(journal, "ab") as file:  # and a record that was not whole
            file.write(b"\x40\x00\x00\x00torn")
        status, report, told, requests = scan.run("--resume", "journal")
        demand(report, f"killed at {at}: no report", status, told)
        demand("its last record was not whole, and is dropped" in told, "a torn record is not told", told)
        wrong = differences(whole, essence(report))
        demand(not wrong, f"killed at {at} of {total}: another report", *wrong)
        known = int(re.search(r"(\d+) operations are known", told)[1])
        demand(requests < total or not known, f"killed at {at}: {requests} of {total} asked again", told)
        print(f"killed at {at} of {total}: {known} known, {requests} more requests")
        scan.shop.shutdown()


def changed(postern):
    """A journal is of one scan."""
    with tempfile.TemporaryDirectory() as folder:
        scan = Scan(postern, folder)
        scan.run("--resume", "journal", kill_at=40)
        for words, arguments in (("other options", ["--exclude", "/news"]), ("other options", ["--skip", "no-hsts"])):
            status, _, told, _ = scan.run("--resume", "journal", *arguments)
            demand(status == 2 and f"it is of a scan with {words}" in told, f"{words} are not told", status, told)
        scan.write("openapi.json", {**CONTRACT, "paths": {"/news": CONTRACT["paths"]["/news"]}})
        status, _, told, _ = scan.run("--resume", "journal")
        demand(status == 2 and "with another contract" in told, "another contract is not told", status, told)
        scan.write("openapi.json", CONTRACT)
        scan.write("ids.json", {**IDENTITIES, "identities": {"anna": {"username": "anna", "password": "another"}}})
        status, _, told, _ = scan.run("--resume", "journal")
        demand(status == 2 and "with other identities" in told, "other identities are not told", status, told)
        scan.write("ids.json", IDENTITIES)
        scan.run("--resume", "journal")
        status, _, told, _ = scan.run("--resume", "journal", kill_at=2)
        demand("its scan came to its end; a new one begins" in told, "a finished scan is taken for another", told)
        status, _, told, _ = scan.run("--resume", "openapi.json")
        demand(status == 2 and "it is no journal" in told, "a contract is taken for a journal", status, told)
        scan.shop.shutdown()


def full(postern, whole):
    """Where nothing more can be written, the scan goes on, and says so."""
    def little():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    with tempfile.TemporaryDirectory() as folder:
        scan = Scan(postern, folder)
        _, report, told, _ = scan.run("--resume", "journal", prepare=little)
        demand("the journal could not be written, and the scan goes on without it: File too large" in told,
               "a full disk is not told", told)
        demand(not differences(whole, essence(report)), "a full disk changes the report")
        scan.shop.shutdown()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("postern")
    parser.add_argument("--points", type=int, default=3)
    parser.add_argument("--whole", action="store_true", help="all attacks, not the plainest")
    parser.add_argument("--seed", type=int, default=random.randrange(10 ** 6))
    arguments = parser.parse_args()
    postern = os.path.realpath(arguments.postern)
    print(f"seed {arguments.seed}", flush=True)
    Scan.effort = [] if arguments.whole else Scan.effort
    with tempfile.TemporaryDirectory() as folder:
        scan = Scan(postern, folder)
        _, report, told, total = scan.run()
        demand(report and report["complete"], "the whole scan is incomplete", told, report)
        whole = essence(report)
        scan.shop.shutdown()
    rules = {finding["rule"] for finding in whole["findings"]}
    demand({"anonymous-access", "jwt-signature-unchecked"} <= rules, "the flaws are not found", rules)
    chance = random.Random(arguments.seed)
    for _ in range(arguments.points):
        killed(postern, chance.randrange(1, total), whole, total)
    changed(postern)
    full(postern, whole)


main()
