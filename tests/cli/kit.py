# SPDX-License-Identifier: Apache-2.0
"""Small servers for the tests of the command line, and the lab."""
import contextlib
import http.server
import json
import os
import pathlib
import subprocess
import threading

LAB = pathlib.Path(__file__).resolve().parent.parent.parent / "lab"


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers JSON on connections that stay, and tells nobody."""
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one piece
    disable_nagle_algorithm = True  # or the rest of one waits until its beginning is acknowledged

    def answer(self, status, body, *fields):
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in (("Content-Type", "application/json"), ("Content-Length", str(len(data))), *fields):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def parse_request(self):
        """With its body: what is left unread of it is the beginning of the next request on that connection."""
        if not super().parse_request():
            return False
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        return True

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    """On a free port of loopback; begins at once, in a thread of its own."""

    def __init__(self, handler):
        super().__init__(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()


@contextlib.contextmanager
def lab(folder):
    """The lab, which runs in the folder; its URL."""
    environment = dict(os.environ, LAB_RUN=str(folder))
    started = subprocess.run([LAB / "run", "start"], check=True, text=True, stdout=subprocess.PIPE, env=environment)
    try:
        yield started.stdout.strip()
    finally:
        subprocess.run([LAB / "run", "stop"], check=True, stdout=subprocess.DEVNULL, env=environment)
