# SPDX-License-Identifier: Apache-2.0
"""What a situation is written with: an API as one function, its contract, and what must be said of it."""
import base64
import hashlib
import hmac
import http.server
import json
import re
import socketserver
import threading
import types
import urllib.parse

SITUATIONS = []  # of the file that is being read


def situation(why, *runs, contract=None, identities=None, serve=None, files=None, tls=None,
              asleep=False):
    """Registers one. why: what the user had, a sentence. runs: of scan() and command(). contract: of contract(),
    a text (YAML), or a function of the target's URL; identities: a dict, or a function of the URL; serve: from a Request to an
    answer; files: name to text, bytes, or a function of the URL; asleep: it waits for a minute, so it is begun first."""
    SITUATIONS.append(types.SimpleNamespace(why=why, runs=runs, contract=contract, identities=identities,
                                            serve=serve, files=files or {}, tls=tls, asleep=asleep))


# What must hold.


def scan(*args, exit=None, complete=None, operations=None, findings=None, allow=(), says=(), silent=(), reports=(),
         after=None, contract="contract", env=None):
    """`postern scan CONTRACT --url URL [-i identities] ARGS`. operations: {"GET /a": expected(...)}; an operation
    that is not named must have no finding. allow: rules that may fire anywhere. findings: {rule: how many}. says,
    silent: regular expressions over the terminal (silent: over the reports, too). reports: endings to write as well.
    Logins are not guessed at, unless args say --guesses. after: called with the server's state; gives a sentence for what is wrong, or None. contract: a file's name;
    None leaves it out."""
    return types.SimpleNamespace(kind="scan", **locals())


def command(*args, exit=None, says=(), silent=(), stdin=None, env=None, after=None):
    """Any other command. "{url}" and "{port}" in args and env are the server's."""
    return types.SimpleNamespace(kind="command", **locals())


def expected(verdict, *rules, allow=(), granted=(), reason=None):
    """verdict: a word, or several that are right, "open|inconclusive". rules: must fire, and no others do, but for
    those of allow. granted: identities that are let in. reason: a regular expression."""
    return types.SimpleNamespace(verdicts=verdict.split("|") if verdict else [], rules=rules, allow=allow,
                                 granted=granted, reason=reason)


# Contracts.

BEARER = {"type": "http", "scheme": "bearer"}
JWT = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
BASIC = {"type": "http", "scheme": "basic"}


def api_key(name, where="header", **more):
    return {"type": "apiKey", "in": where, "name": name, **more}


def contract(operations, schemes=None, security=None, **more):
    """operations: {"GET /orders/{id}": security or a whole operation}. A security is a scheme's name, a list of
    requirements as OpenAPI has it, "" for public, or None for what the root says. Path parameters are declared as
    integers where the operation does not declare them."""
    paths = {}
    for name, given in operations.items():
        method, path = name.split(" ", 1)
        operation = dict(given) if isinstance(given, dict) else {}
        if isinstance(given, str):
            operation["security"] = [{given: []}] if given else []
        elif isinstance(given, list):
            operation["security"] = given
        parameters = operation.setdefault("parameters", [])
        known = {p.get("name") for p in parameters}
        parameters += [{"name": word, "in": "path", "required": True, "schema": {"type": "integer"}}
                       for word in re.findall(r"\{(\w+)\}", path) if word not in known]
        operation.setdefault("responses", {"200": {"description": "fine"}})
        paths.setdefault(path, {})[method.lower()] = operation
    document = {"openapi": "3.0.3", "info": {"title": "situation", "version": "1"}, "paths": paths,
                "components": {"securitySchemes": schemes if schemes is not None else {"bearer": BEARER}}}
    if security is not None:
        document["security"] = [{security: []}] if isinstance(security, str) else security
    document.update(more)
    return document


def takes(body, kind="application/json", security=None, required=True, **more):
    """An operation with a body of this schema; {"name": "string"} is short for an object."""
    types_ = {"string", "integer", "boolean", "number"}
    if body and all(value in types_ for value in body.values() if isinstance(value, str)) and "type" not in body:
        body = {"type": "object", "required": list(body), "properties": {k: {"type": v} for k, v in body.items()}}
    operation = {"requestBody": {"required": required, "content": {kind: {"schema": body}}}, **more}
    if security is not None:
        operation["security"] = security if isinstance(security, list) else [{security: []}] if security else []
    return operation


# Requests and answers.


class Request:
    """What came in: method, path (as sent, without query), query (lists), headers, cookies, body, peer (the client's
    address), state (of this run, shared by all requests; take state.lock to change it)."""

    def __init__(self, method, target, headers, body, state):
        self.method, self.headers, self.body, self.state, self.target = method, headers, body, state, target
        self.path, _, raw = target.partition("?")
        self.query = urllib.parse.parse_qs(raw, keep_blank_values=True)
        self.cookies = {}
        for pair in "; ".join(headers.get_all("Cookie") or []).split(";"):
            name, _, value = pair.strip().partition("=")
            if name:
                self.cookies[name] = value

    def credential(self, prefix="Bearer"):
        """What follows the prefix in Authorization, or None."""
        word, _, rest = (self.headers.get("Authorization") or "").partition(" ")
        return rest.strip() if word.lower() == prefix.lower() and rest.strip() else None

    def basic(self):
        """(user, password) of Basic, or None."""
        try:
            user, colon, password = base64.b64decode(self.credential("Basic") or "", validate=True).decode().partition(":")
        except ValueError:
            return None
        return (user, password) if colon else None

    def json(self):
        """The body as JSON, or None where it is none."""
        try:
            return json.loads(self.body or b"null")
        except ValueError:
            return None

    def form(self):
        return {k: v[0] for k, v in urllib.parse.parse_qs(self.body.decode(errors="replace")).items()}


class Answer:
    def __init__(self, status, body=None, headers=None, kind=None):
        self.status = status
        self.headers = dict(headers or {})
        if isinstance(body, (bytes, str)):
            self.body = body.encode() if isinstance(body, str) else body
            self.kind = kind or ("text/html" if self.body[:1] == b"<" else "text/plain")
        else:
            self.body = b"" if body is None else json.dumps(body).encode()
            self.kind = kind or "application/json"


answer = Answer
DROP = object()  # the connection is closed without an answer


def refuse(words="Authentication credentials were not provided.", status=401, challenge="Bearer"):
    return answer(status, {"detail": words}, {"WWW-Authenticate": challenge} if challenge else None)


NOT_FOUND = {"detail": "Not found."}


def not_found():
    return answer(404, NOT_FOUND)


# Tokens.


def b64(data):
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def jwt(claims, secret="a-made-up-secret-that-is-on-no-list-0123456789", **header):
    """A token under HS256 that is good for an hour, unless claims or header say otherwise."""
    import time
    claims = {"iat": int(time.time()), "exp": int(time.time()) + 3600, **claims}
    claims = {name: value for name, value in claims.items() if value is not None}
    signed = b64({"alg": "HS256", "typ": "JWT", **header}) + "." + b64(claims)
    return signed + "." + b64(hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest())


def read_jwt(token, secret="a-made-up-secret-that-is-on-no-list-0123456789", checked=True, expiry=True):
    """Header and claims of a sound HS256 token, else None. checked, expiry: what is looked at."""
    import time
    try:
        header, payload, signature = (token or "").split(".")
        head, claims = json.loads(unb64(header)), json.loads(unb64(payload))
        if checked:
            wanted = hmac.new(secret.encode(), f"{header}.{payload}".encode(), hashlib.sha256).digest()
            if head.get("alg") != "HS256" or not hmac.compare_digest(wanted, unb64(signature)):
                return None
        if expiry and ("exp" not in claims or claims["exp"] < time.time()):
            return None
        return types.SimpleNamespace(header=head, **{"claims": claims})
    except (ValueError, TypeError, AttributeError):
        return None


# The server.


def new_state():
    """What the requests of one run share: a lock, how many there were, and each as "METHOD target"."""
    return types.SimpleNamespace(lock=threading.RLock(), count=0, log=[], requests=[])


def server_of(serve, state, tls=None):
    """A server on a free loopback port, not yet running. An exception in serve is a 500 with its text."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # or each answer waits for the acknowledgement of its head
        timeout = 60

        def handle_any(self):
            length = self.headers.get("Content-Length") or "0"
            body = self.rfile.read(int(length)) if length.isdigit() else b""
            request = Request(self.command, self.path, self.headers, body, state)
            request.peer = self.client_address[0]
            if tls:  # the certificate that the client showed, or None
                request.certificate = self.connection.getpeercert()
            with state.lock:
                state.count += 1
                state.log.append(f"{self.command} {self.path}")
                state.requests.append(request)
            try:
                given = serve(request)
            except Exception as fault:  # what a framework does
                given = answer(500, {"detail": f"{type(fault).__name__}: {fault}"})
            if given is DROP:
                self.close_connection = True
                return
            if isinstance(given, bytes):  # written by hand, to the last byte
                self.wfile.write(given)
                self.close_connection = True
                return
            self.send_response(given.status)
            bodiless = given.status in (204, 304) or given.status // 100 == 1
            if given.body and not bodiless:
                self.send_header("Content-Type", given.kind)
            if not bodiless:
                self.send_header("Content-Length", str(len(given.body)))
            for name, value in given.headers.items():
                for one in value if isinstance(value, list) else [value]:
                    self.send_header(name, one)
            self.end_headers()
            if self.command != "HEAD" and not bodiless:
                self.wfile.write(given.body)

        def __getattr__(self, name):
            if name.startswith("do_"):
                return self.handle_any
            raise AttributeError(name)

        def log_message(self, *arguments):
            pass

    class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, *arguments):
            pass  # the client went away

    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    return server
