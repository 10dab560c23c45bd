# SPDX-License-Identifier: Apache-2.0
"""What the guard's tests share: a guard, an application that writes down what reaches it, and requests that are
sent as they are. Unix sockets throughout, so that no port can be taken."""
import atexit
import contextlib
import http.client
import http.server
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time

POSTERN = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(os.environ["POSTERN_SOURCE"])
WORK = pathlib.Path(tempfile.mkdtemp(prefix="guard."))
atexit.register(shutil.rmtree, WORK, True)  # the last thing, after what runs there has ended
SECRET = "made-up-for-tests-and-long-enough!!"
PATIENCE = 120  # seconds for an event that must come; none is waited out when all is well

CONTRACT = """openapi: 3.0.3
info: {title: Depot, version: '1'}
components:
  securitySchemes:
    staff: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-Key}
paths:
  /crates/: {get: {security: [{staff: []}]}, post: {security: [{staff: [write]}]}}
  /open/: {get: {security: []}}
  /key/: {get: {security: [{key: []}]}}
"""
CONFIG = """contract: openapi.yaml
listen: unix:%s/guard.sock
proxies: [unix]
log: guard.log
realm: depot
schemes:
  staff: {issuer: 'https://id.example', audience: depot, algorithms: HS256, key: key.json}
public: [GET /open/]
identity: {X-Postern-User: sub}
""" % WORK
KEY = '{"kty":"oct","alg":"HS256","k":"bWFkZS11cC1mb3ItdGVzdHMtYW5kLWxvbmctZW5vdWdoISE"}'


def write(name, text):
    (WORK / name).write_text(text)
    (WORK / name).chmod(0o600)


def until(what, holds):
    """Waits for an event; how long it takes is nobody's business, within reason."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if holds():
                return
        time.sleep(0.01)
    sys.exit(f"never came: {what}")


def reload(guard, times=1):
    """Has it read all anew; times: how often it will have said so by then."""
    guard.process.send_signal(signal.SIGHUP)
    until("the new policy", lambda: guard.heard("the policy is the new one", times))


def connect(path):
    """To a unix socket of ours, or to a host and a port."""
    if isinstance(path, tuple):
        return socket.create_connection(path, PATIENCE)
    sock = socket.socket(socket.AF_UNIX)
    sock.connect(str(WORK / path))  # waits for room, which it would not with a limit of time
    sock.settimeout(PATIENCE)
    return sock


def ask(path, method, target, fields=()):
    """Sends a request as it is, and gives the answer's status, headers and body."""
    with connect(path) as sock:
        lines = [f"{method} {target} HTTP/1.1", "Host: depot.example", "Connection: close",
                 *(f"{name}: {value}" for name, value in fields)]
        sock.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
        answer = http.client.HTTPResponse(sock, method=method)
        answer.begin()
        return answer.status, answer.headers, answer.read()


class Application(http.server.BaseHTTPRequestHandler):
    def answer(self):
        users = self.headers.get_all("X-Postern-User")
        self.server.seen.append((self.command, self.path, users if users != [""] else None))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = do_POST = do_OPTIONS = do_DELETE = answer

    def address_string(self):
        return "nginx"

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


class Guard:
    """A guard under test, ready to be asked; its words are kept."""
    def __init__(self, conf="guard.yaml", command=()):
        self.said = []
        self.process = subprocess.Popen([*command, POSTERN, "guard", "-c", str(WORK / conf)], text=True,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.reader = threading.Thread(target=self.read, daemon=True)
        atexit.register(self.process.kill)  # where a check fails; else it has ended
        self.reader.start()
        until("the guard listens", lambda: self.heard("listening on") or self.process.poll() is not None)
        assert self.process.poll() is None, self.said

    def read(self):
        for line in self.process.stderr:
            self.said.append(line)

    def heard(self, words, times=1):
        return sum(words in line for line in list(self.said)) >= times

    def address(self):
        return next(line for line in self.said if "listening on" in line).split()[-1]

    def end(self, signal_number=signal.SIGTERM):
        self.process.send_signal(signal_number)
        status = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        assert status == 0, (status, self.said)
        assert not any("Sanitizer" in line for line in self.said), self.said


class Limit:
    """What a process may write to its log, taken away and given back."""
    command = []

    def __init__(self, log):
        self.path = log

    def fill(self, guard):
        resource.prlimit(guard.process.pid, resource.RLIMIT_FSIZE, (self.path.stat().st_size, resource.RLIM_INFINITY))

    def free(self, guard):
        resource.prlimit(guard.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def log(self, _):
        return self.path.read_text()


class Load:
    """Asks again and again, as send does, until it is told to stop, and keeps what it was answered."""
    def __init__(self, send, *words):
        self.seen, self.ended, self.wrong = [], False, None
        self.thread = threading.Thread(target=self.run, args=(send, *words), daemon=True)
        self.thread.start()

    def run(self, send, *words):
        try:
            while not self.ended:
                self.seen.append(send(*words))
        except Exception as wrong:  # noqa: BLE001 - told by whoever waits for it
            self.wrong = wrong

    def beyond(self, count):
        until("requests go on", lambda: len(self.seen) > count or not self.thread.is_alive())
        assert not self.wrong, self.wrong

    def sees(self, answer):
        """Waits until it is answered so from now on."""
        before = len(self.seen)
        until(f"the answer {answer}", lambda: answer in self.seen[before:] or not self.thread.is_alive())
        assert not self.wrong, self.wrong

    def stop(self):
        """What it was answered, each answer once."""
        self.beyond(10)
        self.ended = True
        self.thread.join()
        assert not self.wrong, self.wrong
        return set(self.seen)


def forge(*claims, secret=SECRET, kid=None):
    header = ["--header", f"kid={kid}"] if kid else []
    done = subprocess.run(
        [POSTERN, "token", "forge", "--secret", "env:GUARD_TEST_SECRET", *header, "--claim",
         "iss=https://id.example", "--claim", "aud=depot", *(w for c in claims for w in ("--claim", c))],
        check=True, text=True, stdout=subprocess.PIPE, env={**os.environ, "GUARD_TEST_SECRET": secret})
    return done.stdout.strip()


def check_log(text, passed, lossless=True):
    """The chain holds, and each answer that let ada pass is written down, but where it was let be missing."""
    write("flow.log", text)
    done = subprocess.run([POSTERN, "guard", "verify-log", str(WORK / "flow.log")], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 0, done
    lines = [line for line in map(json.loads, text.splitlines()) if line.get("status") == 200]
    assert len(lines) == passed or not lossless, (len(lines), passed)
    assert all(line["subject"] == "ada" for line in lines), lines


def original(method, target, *fields):
    return [("X-Original-Method", method), ("X-Original-URI", target), *fields]


def start_application():
    application = Server(str(WORK / "app.sock"), Application)
    application.seen = []
    threading.Thread(target=application.serve_forever, daemon=True).start()
    return application


class PortServer(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


def start_application_on_port():
    """For proxies that know no unix sockets."""
    application = PortServer(("127.0.0.1", 0), Application)
    application.seen = []
    threading.Thread(target=application.serve_forever, daemon=True).start()
    return application


def start_nginx():
    lines = (SOURCE / "docs/guard-nginx.conf").read_text()
    lines = lines.replace("/run/postern/guard.sock", f"{WORK}/guard.sock")
    lines = lines.replace("/run/app.sock", f"{WORK}/app.sock")
    temp = "".join(f"{kind}_temp_path {WORK}/{kind};\n" for kind in
                   ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    write("nginx.conf", f"daemon off; master_process off; pid {WORK}/pid; error_log {WORK}/error.log;\n"
          f"events {{}}\nhttp {{ access_log off; large_client_header_buffers 4 32k; {temp}"
          "set_real_ip_from unix:; real_ip_header X-Client; "
          f"server {{ listen unix:{WORK}/nginx.sock; {lines} }} }}\n")
    process = subprocess.Popen(["/usr/sbin/nginx", "-c", str(WORK / "nginx.conf"), "-p", str(WORK)],
                               stderr=subprocess.DEVNULL)
    atexit.register(process.kill)  # where a check fails; who waits for this test's words would wait for nginx, too
    until("nginx listens", lambda: connect("nginx.sock").close() is None)
    return process
