# SPDX-License-Identifier: Apache-2.0
"""Servers that misbehave, each in its own way, on threads of the test that uses them."""
import json
import re
import socket
import ssl
import threading
import time
import zlib

GOOD = "postern-made-up-token-of-alice"
FORGET_AFTER = 40  # requests, in the modes that change their mind
ROUTED = {"endless-body", "deep", "escapes"}  # an open gate is there only where other paths are none


def reply(status, body, extra=""):
    """A whole answer of HTTP/1.1, with a body of JSON."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    challenge = 'WWW-Authenticate: Bearer realm="hostile"\r\n' if status == 401 else ""
    return (
        f"HTTP/1.1 {status} Word\r\nContent-Type: application/json\r\n{challenge}{extra}"
        f"Content-Length: {len(data)}\r\n\r\n"
    ).encode() + data


def bomb():
    packer = zlib.compressobj(1, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    block = b" " * (1 << 20)
    return b"".join(packer.compress(block) for _ in range(1 << 6)) + packer.flush()


class Hostile:
    """One listener of one mode. Contracts and identities are the test's."""

    def __init__(self, mode, context=None):
        self.mode = mode
        self.context = context
        self.bomb = bomb() if mode == "bomb" else b""
        self.requests = self.logins = 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(peer,), daemon=True).start()

    def close(self):
        try:
            self.listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.listener.close()

    def serve(self, peer):
        try:
            if self.context:
                peer = self.context.wrap_socket(peer, server_side=True)
            with peer:
                self.converse(peer)
        except (OSError, ssl.SSLError):
            pass

    def converse(self, peer):
        if self.mode == "closes":
            return
        stream = peer.makefile("rb")
        while True:
            line, fields = stream.readline(), {}
            if not line:
                return
            while (field := stream.readline().decode("latin-1")).strip():
                name, _, value = field.partition(":")
                fields.setdefault(name.lower(), value.strip())
            stream.read(int(fields.get("content-length", 0)))
            self.requests += 1
            method, path = line.decode("latin-1").split()[:2]
            if not self.answer(peer, method, path, fields):
                return

    def answer(self, peer, method, path, fields):
        """True when the connection stays."""
        special = getattr(self, "do_" + self.mode.replace("-", "_"), None)
        if self.mode in ROUTED and not re.fullmatch(r"/api/thing\d+/(\?.*)?", path):
            peer.sendall(reply(404, {"detail": "no such route"}))
            return True
        if special:
            return special(peer, method, path, fields)
        peer.sendall(self.sane(method, path, fields))
        return True

    def sane(self, method, path, fields, token=GOOD):
        if path == "/login/":
            self.logins += 1
            return reply(200, {"access": token})
        if fields.get("authorization") == "Bearer " + token:
            return reply(200, {"path": path, "owner": "alice"})
        return reply(401, {"detail": "not authenticated"})

    def do_closes_within(self, peer, *_):
        peer.sendall(b"HTTP/1.1 200 Fine\r\nContent-Length: 100\r\nX-Cut")

    def do_closes_after_head(self, peer, *_):
        peer.sendall(b"HTTP/1.1 200 Fine\r\nContent-Length: 100\r\n\r\n{")

    def do_stalls(self, peer, *_):
        peer.recv(1)

    def do_endless_head(self, peer, *_):
        peer.sendall(b"HTTP/1.1 200 Fine\r\n")
        while True:
            peer.sendall(b"X-More: " + b"a" * 1000 + b"\r\n")

    def do_endless_body(self, peer, *_):
        peer.sendall(b"HTTP/1.1 200 Fine\r\nContent-Type: application/json\r\n\r\n[")
        while True:
            peer.sendall(b"[[1, " * 2000)

    def do_drips(self, peer, *_):
        peer.sendall(b"HTTP/1.1 200 Fine\r\nContent-Type: application/json\r\n\r\n[")
        while True:
            peer.sendall(b"1,")
            time.sleep(0.2)

    def do_garbage(self, peer, *_):
        peer.sendall(b"\x00\xff\x1b[31mSSH-2.0-what\r\n\r\n\x80" * 20)

    def do_circles(self, peer, *_):
        peer.sendall(reply(302, {}, "Location: /api/circle/\r\n"))
        return True

    def do_always_500(self, peer, *_):
        peer.sendall(reply(500, {"detail": "a bug"}))
        return True

    def do_breaks(self, peer, method, path, fields):
        """Every credential breaks it."""
        peer.sendall(reply(500, {}) if "authorization" in fields else reply(401, {}))
        return True

    def do_always_429(self, peer, *_):
        peer.sendall(reply(429, {"detail": "patience"}, "Retry-After: 0\r\n"))
        return True

    def do_throttles(self, peer, *_):
        """More patience than anybody has."""
        peer.sendall(reply(429, {"detail": "patience"}, "Retry-After: 86400\r\n"))
        return True

    def do_always_401(self, peer, *_):
        peer.sendall(reply(401, {"detail": "no"}))
        return True

    def do_large(self, peer, *_):
        """No body is like another, and each is as much as is kept of one."""
        numbers = range(self.requests * 1000, self.requests * 1000 + 30000)
        peer.sendall(reply(200, {"rows": [[n] for n in numbers]}))
        return True

    def do_deep(self, peer, *_):
        peer.sendall(reply(200, b"[" * 200000))
        return True

    def do_escapes(self, peer, method, path, _):
        text = "\x1b]0;owned\x07\x1b[2J\u202e"
        body = json.dumps({"path": path, "note": text}, ensure_ascii=False).encode()
        peer.sendall(reply(200, body, "X-Note: \x1b[2J\r\n"))
        return True

    def do_bomb(self, peer, *_):
        """Some kilobytes that unpack to megabytes of spaces."""
        peer.sendall(reply(200, self.bomb, "Content-Encoding: gzip\r\n"))
        return True

    def do_hints(self, peer, *_):
        while True:
            peer.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n" * 50)

    def do_cookies(self, peer, *_):
        """A hundred of them with each answer, and none is like another."""
        fields = "".join(f"Set-Cookie: c{self.requests}-{n}={'x' * 90}; Path=/\r\n" for n in range(100))
        peer.sendall(reply(401, {"detail": "no"}, fields))
        return True

    def do_old(self, peer, method, path, fields):
        """HTTP/1.0, whose answers end with the connection."""
        head, _, body = self.sane(method, path, fields).partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n")[1:] if not line.startswith(b"Content-Length")]
        status = head.split(b" ", 2)[1]
        peer.sendall(b"\r\n".join([b"HTTP/1.0 " + status + b" Word", *lines]) + b"\r\n\r\n" + body)

    def do_chunks(self, peer, *_):
        peer.sendall(b"HTTP/1.1 200 Fine\r\nContent-Type: application/json\r\n"
                     b"Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\nfffffffffffffffff\r\n1}\r\n")
        return True

    def do_more_than_said(self, peer, method, path, fields):
        """What is more than the length says stands before the next answer."""
        peer.sendall(self.sane(method, path, fields) + reply(200, {"path": path, "owner": "alice"}))
        return True

    def do_half_closes(self, peer, *_):
        peer.sendall(b"HTTP/1.1 200 Fine\r\nContent-Length: 90\r\n\r\n{")
        peer.shutdown(socket.SHUT_WR)
        peer.recv(1)

    def do_not_utf8(self, peer, *_):
        peer.sendall(reply(401, b'{"detail": "\xff\xfe\xc0\x80\xed\xa0\x80"}', "X-Note: \xff\xfe\r\n"))
        return True

    def do_swaps(self, peer, method, path, fields):
        """Every other answer is another one's."""
        good = reply(200, {"path": path, "owner": "alice"})
        peer.sendall(good if self.requests % 2 else reply(401, {"detail": "not authenticated"}))
        return True

    def do_bans(self, peer, method, path, fields):
        """Without a word that could be read as a limit."""
        banned = self.requests > FORGET_AFTER
        peer.sendall(reply(403, {"detail": "forbidden"}) if banned else self.sane(method, path, fields))
        return True

    def do_vanishes(self, peer, method, path, fields):
        if self.requests > FORGET_AFTER:
            self.close()
            return False
        peer.sendall(self.sane(method, path, fields))
        return True

    def do_no_login(self, peer, method, path, fields):
        peer.sendall(reply(401, {"detail": "wrong password"}) if path == "/login/"
                     else self.sane(method, path, fields))
        return True

    def do_revokes(self, peer, method, path, fields):
        """The token dies in the middle of the scan, and the login with it."""
        dead = self.requests > FORGET_AFTER
        peer.sendall(reply(401, {"detail": "gone"}) if dead else self.sane(method, path, fields))
        return True

    def do_revokes_in_vain(self, peer, method, path, fields):
        """The token dies; the login goes on giving tokens, none of which works."""
        dead = self.requests > FORGET_AFTER and path != "/login/"
        peer.sendall(reply(401, {"detail": "gone"}) if dead else self.sane(method, path, fields))
        return True
