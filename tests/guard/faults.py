# SPDX-License-Identifier: Apache-2.0
"""What happens when something goes wrong (the table in docs/guard.md): nobody is let in by it who should not be, and
whoever should be is served. Usage: faults.py POSTERN"""
import contextlib
import json
import random
import resource
import signal
import socket
import subprocess

from kit import CONFIG, CONTRACT, KEY, POSTERN, WORK, Guard, Load, ask, connect, forge, original, until, write

HEAD = "GET /ask HTTP/1.1\r\nHost: a\r\nX-Original-Method: GET\r\nX-Original-URI: /crates/\r\n"


def passes(token):
    return ask("guard.sock", "GET", "/ask", original("GET", "/crates/", ("Authorization", "Bearer " + token)))[0]


def check_slow(token):
    """Thousands of connections that never end their request, and one that does."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    slow = []
    for _ in range(min(10000, hard - 500)):
        sock = socket.socket(socket.AF_UNIX)
        slow.append(sock)
        sock.connect(str(WORK / "guard.sock"))
        sock.sendall(HEAD.encode())
    assert passes(token) == 200
    for sock in slow:
        sock.close()
    assert passes(token) == 200
    print(f"{len(slow)} slow connections")


def check_giant(token):
    for giant in ("X-Giant: " + "a" * (1 << 20), "\r\n".join(f"X-{n}: a" for n in range(100000)),
                  "Authorization: Bearer " + "a" * 40000):
        with connect("guard.sock") as sock:
            answer = b""
            try:
                sock.sendall((HEAD + giant + "\r\n\r\n").encode())
                answer = sock.recv(100)
            except (BrokenPipeError, ConnectionResetError):
                pass  # it was not read to its end
            assert not answer.startswith(b"HTTP/1.1 200"), answer
        assert passes(token) == 200
    print("giant headers")


def malformed(plain, dice):
    text = bytearray(plain)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(text)) if text else 0
        kind = dice.randrange(3)
        if kind == 0 and text:
            text[at] = dice.randrange(256)
        elif kind == 1:
            del text[at:at + dice.randint(1, 40)]
        else:
            text[at:at] = text[at:at + dice.randint(1, 40)]
    return bytes(text)


def check_malformed(token):
    """Bytes of a request without a valid credential changed, taken out, doubled: none of them passes. Some are
    never whole, so that there is no answer to wait for: who asks after them was answered after them."""
    dice = random.Random(7)
    plain = (HEAD + "Authorization: Bearer " + token[:-8] + "\r\n\r\n").encode()
    asked = []
    for _ in range(1000):
        sock = connect("guard.sock")
        asked.append((sock, malformed(plain, dice)))
        with contextlib.suppress(OSError):
            sock.sendall(asked[-1][1])
    assert passes(token) == 200
    answered = 0
    for sock, text in asked:
        sock.setblocking(False)
        answer = b""
        with contextlib.suppress(OSError):
            answer = sock.recv(4096)
        answered += answer.startswith(b"HTTP/1.1 ")
        assert not answer.startswith(b"HTTP/1.1 200"), (text, answer)
        sock.close()
    assert answered > 300, answered
    print(f"{len(asked)} malformed requests, {answered} answered")


def check_rotation(guard, token):
    """Keys come and go, and the policy is read again and again, while requests flow."""
    other = {"kty": "oct", "alg": "HS256", "kid": "new", "k": "YW5vdGhlci1tYWRlLXVwLXNlY3JldC1sb25nLWVub3VnaCE"}
    old = dict(json.loads(KEY), kid="old")
    newer = forge("sub=ada", "exp=now+600", secret="another-made-up-secret-long-enough!", kid="new")
    valid, forged, reloads = Load(passes, token), Load(passes, token[:-8] + "AAAAAAAA"), 0
    for keys in ([old], [old, other]) * 3:
        write("key.json", json.dumps({"keys": keys}))
        before = len(valid.seen), len(forged.seen)
        guard.process.send_signal(signal.SIGHUP)
        reloads += 1
        until("the new keys", lambda times=reloads: guard.heard("the policy is the new one", times))
        valid.beyond(before[0] + 5)
        forged.beyond(before[1] + 5)
        assert passes(newer) == (200 if other in keys else 401), keys
    assert valid.stop() == {200}, set(valid.seen)
    write("key.json", json.dumps({"keys": [other]}))
    guard.process.send_signal(signal.SIGHUP)
    until("the new keys", lambda: guard.heard("the policy is the new one", reloads + 1))
    assert (passes(token), passes(newer)) == (401, 200)
    assert forged.stop() == {401}, set(forged.seen)
    print(f"keys rotated and reloaded under load: {len(valid.seen) + len(forged.seen)} requests")


def check_killed():
    """A guard that was killed leaves its socket behind, and half a line perhaps: the next one takes both up."""
    guard = Guard()
    ask("guard.sock", "GET", "/ask", original("GET", "/open/"))
    guard.process.kill()
    guard.process.wait()
    with open(WORK / "guard.log", "a", encoding="ascii") as log:
        log.write('{"time":"2026')
    guard = Guard()
    assert ask("guard.sock", "GET", "/ask", original("GET", "/open/"))[0] == 200
    guard.end()
    done = subprocess.run([POSTERN, "guard", "verify-log", str(WORK / "guard.log")], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 1 and "is no whole line" in done.stderr, done
    lines = (WORK / "guard.log").read_text().splitlines()
    assert json.loads(lines[-1])["ground"] == "public"
    print("killed, and started again")


def main():
    write("openapi.yaml", CONTRACT)
    write("guard.yaml", CONFIG + "limits: {token: 0, signatures: 0, everywhere: 0}\n")
    write("key.json", KEY)
    token = forge("sub=ada", "scope=read", "exp=now+6000", kid="old")
    guard = Guard()
    check_slow(token)
    check_giant(token)
    check_malformed(token)
    check_rotation(guard, token)
    guard.end()
    check_killed()


main()
