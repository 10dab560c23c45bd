# SPDX-License-Identifier: Apache-2.0
"""A small API for the tests of the command line: prints its port, serves until it is killed.

/api/open/ forgets its gate, /api/shut/ has it, /api/slow/ has it and takes its time, /api/unsigned/
reads tokens without looking at their signatures."""
import base64
import http.server
import json
import sys
import time

import kit

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


class Handler(kit.Handler):
    def let(self, alice):
        self.answer(*(200, {"me": "alice"}) if alice else
                    (401, {"detail": "no"}, ("WWW-Authenticate", 'Bearer realm="target"')))

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
            self.let(allowed)
        elif self.path == "/api/unsigned/":
            self.let(self.names_alice())
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
        self.let(False)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_TRACE = do_OPTIONS

    def log_message(self, *arguments):
        sys.stdout.write(f"{self.command} {self.path}\n")  # in one piece, beside those of other threads
        sys.stdout.flush()


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
