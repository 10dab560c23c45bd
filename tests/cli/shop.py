# SPDX-License-Identifier: Apache-2.0
"""A shop to scan for the tests of long and divided scans: three gates of which two are open, a login
whose tokens are new each time; and what is the same of two reports of it."""
import base64
import json
import os
import re
import signal
import sys
import threading
import time

import kit

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
        "/receipts/{order_id}": {"get": operation(BEARER, [{**ITEM[0], "name": "order_id"}])},
        "/forgotten": {"get": operation(BEARER)},
        "/unsigned": {"get": operation(BEARER)},
        "/labels": {"get": operation(BEARER)},
        "/stock": {"get": operation(BASIC)},
        "/news": {"get": operation([])},
    },
}


def encoded(part):
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


class Shop(kit.Server):
    def __init__(self):
        super().__init__(Handler)
        self.lock, self.tokens = threading.Lock(), {}  # and when each ends, seconds since 1970
        self.life, self.ids, self.forgives = None, (7, 8), None  # of tokens; of orders; the path that takes ended ones
        self.opaque = False  # the login alone says how long a token lives
        self.ended, self.first_ended = 0, None  # requests with a token that had ended; what the first one calls
        self.requests, self.kill_at, self.victim = 0, None, None
        self.down_from, self.down = None, False  # from the first body on that has this, nobody is answered
        self.kill_from = None  # at the first body that has this

    def handle_error(self, request, client_address):
        """Whoever was killed says no farewell."""

    def count(self, body):
        with self.lock:
            self.requests += 1
            if self.victim and (self.requests == self.kill_at or (self.kill_from and self.kill_from in body)):
                os.kill(self.victim.pid, signal.SIGKILL)

    def new_token(self):
        now = int(time.time())
        times = {"iat": now, "exp": now + self.life} if self.life and not self.opaque else {}
        token = ".".join((encoded({"alg": "RS256", "typ": "JWT"}), encoded({"sub": "anna", **times}),
                          base64.urlsafe_b64encode(os.urandom(64)).decode().rstrip("=")))
        with self.lock:
            self.tokens[token] = now + self.life if self.life else None
        return token

    def takes(self, token, path):
        with self.lock:
            if token not in self.tokens:
                return False
            ended = (self.tokens[token] or float("inf")) <= time.time()
            self.ended += ended
            call, self.first_ended = (self.first_ended, None) if ended else (None, self.first_ended)
        if call:
            call()
        return not ended or path == self.forgives


class Handler(kit.Handler):
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
        self.server.count(self.body)
        self.server.down |= bool(self.server.down_from and self.server.down_from in self.body)
        if self.server.down:
            self.close_connection = True
            return None
        shop, path = self.server, self.path.partition("?")[0]
        known = f"{self.command} {re.sub('/[0-9]+$', '/{id}', path)}"
        if known == "POST /login":
            return self.login(self.body)
        if path == "/news" and self.command == "GET":
            return self.answer(200, {"news": ["none"]})
        if path == "/forgotten" and self.command == "GET":
            return self.answer(200, {"forgotten": [{"text": "who let you in?"}]})
        if path == "/stock":
            good = base64.b64encode(f"anna:{PASSWORD}".encode()).decode()
            inside = self.headers.get("Authorization") == f"Basic {good}"
            return self.answer(200, {"stock": 4}) if inside else \
                self.answer(401, {"detail": "who?"}, ("WWW-Authenticate", 'Basic realm="stock"'))
        inside = self.claims() if path == "/unsigned" else shop.takes(self.bearer(), path)
        if not inside:
            return self.answer(401, {"detail": "no"}, ("WWW-Authenticate", 'Bearer realm="shop"'))
        if self.command == "POST" and path == "/orders":
            return self.answer(400, {"title": ["wanted"]})
        if self.command == "GET" and path in ("/unsigned", "/labels"):
            return self.answer(200, {"for": "anna"})
        if self.command == "GET" and path == "/orders":
            return self.answer(200, {"results": [{"id": number, "title": "a"} for number in shop.ids]})
        if known in ("GET /orders/{id}", "GET /receipts/{id}") and int(path.rpartition("/")[2]) in shop.ids:
            return self.answer(200, {"id": int(path.rpartition("/")[2]), "title": "a"})
        return self.answer(404, {"detail": "not here"})

    def login(self, body):
        try:
            given = json.loads(body)
            good = given["username"] == "anna" and given["password"] == PASSWORD
        except (ValueError, KeyError, TypeError):
            return self.answer(400, {"detail": "unreadable"})
        life = {"expires_in": self.server.life} if self.server.opaque else {}
        return self.answer(200, {"access": self.server.new_token(), **life}) if good else \
            self.answer(401, {"detail": "wrong"})

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = handle_any

    def log_message(self, *arguments):
        pass


IDENTITIES = {"login": {"operation": "POST /login", "token": "/access"},
              "identities": {"anna": {"username": "anna", "password": PASSWORD}}}


def essence(report):
    """All but times and what they touch."""
    kept = {name: report.get(name) for name in ("kind", "complete", "incomplete", "operations", "left_out")}
    for row in kept["operations"]:
        row.pop("requests", None)
    kept["credentials"] = sorted(({**each, "proven_at": None} for each in report["credentials"]), key=str)
    kept["findings"] = [{name: finding.get(name) for name in
                         ("rule", "severity", "confidence", "title", "message", "fingerprint", "cause", "operations")}
                        for finding in report["findings"]]
    kept["diagnostics"] = sorted({f"{each['level']}: {re.sub(':[0-9]+', ':PORT', each['message'])}, {each['location']}"
                                  for each in report["diagnostics"] if "journal" not in str(each["location"])})
    return kept


def differences(wanted, got):
    return [f"{name}:\n  wanted {json.dumps(wanted[name])}\n  got    {json.dumps(got[name])}"
            for name in wanted if wanted[name] != got[name]]


def demand(holds, words, *more):
    if not holds:
        sys.exit("\n".join(("FAILED: " + words, *map(str, more))))
