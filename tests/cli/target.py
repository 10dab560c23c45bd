# SPDX-License-Identifier: Apache-2.0
"""A small API for the tests of the command line: prints its port, serves until it is killed.

/api/open/ forgets its gate, /api/shut/ has it, /api/slow/ has it and takes its time, /api/unsigned/
reads tokens without looking at their signatures."""
import base64
import http.server
import json
import sys
import time

CONTRACT = {
    "openapi": "3.0.0",
    "info": {"title": "target", "version": "1"},
    "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
    "security": [{"bearer": []}],
    "paths": {
        path: {"get": {"responses": {"200": {"description": "fine"}}}}
        for path in sys.argv[1:] or ["/api/open/", "/api/shut/"]
    },
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits for the acknowledgement of its head

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if status == 401:
            self.send_header("WWW-Authenticate", 'Bearer realm="target"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def do_GET(self):
        allowed = self.headers.get_all("Authorization") == ["Bearer good"]
        if self.path == "/api/schema":
            self.send_response(301)
            self.send_header("Location", "/api/schema/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path == "/openapi.json":
            self.answer(200, CONTRACT)
        elif self.path == "/api/open/":
            self.answer(200, {"orders": [{"id": 1, "total": 12}]})
        elif self.path in ("/api/shut/", "/api/slow/"):
            if self.path == "/api/slow/":
                time.sleep(0.2)
            self.answer(200 if allowed else 401, {"me": "alice"} if allowed else {"detail": "no"})
        elif self.path == "/api/unsigned/":
            good = self.names_alice()
            self.answer(200 if good else 401, {"me": "alice"} if good else {"detail": "no"})
        else:
            self.answer(404, {"detail": "not found"})

    def names_alice(self):
        parts = self.headers.get("Authorization", "").removeprefix("Bearer ").split(".")
        try:
            payload = base64.urlsafe_b64decode(parts[1] + "==") if len(parts) == 3 else b"{}"
            return json.loads(payload).get("sub") == "alice"
        except (AttributeError, ValueError):
            return False

    do_HEAD = do_GET

    def do_OPTIONS(self):
        self.answer(401, {"detail": "no"})

    do_POST = do_PUT = do_PATCH = do_DELETE = do_TRACE = do_OPTIONS

    def log_message(self, *arguments):
        print(self.command, self.path, flush=True)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
