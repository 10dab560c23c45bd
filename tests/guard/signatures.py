# SPDX-License-Identifier: Apache-2.0
"""Signatures that take long are checked by several threads, many requests together: each gets the verdict of its own
token, what fails too often is not looked at any more, and whoever goes away meanwhile harms nobody.
Usage: signatures.py POSTERN"""
import http.client
import random
import signal
import time

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from kit import CONTRACT, WORK, Guard, ask, connect, original, reload, write

CONFIG = f"""contract: openapi.yaml
listen: unix:{WORK}/guard.sock
proxies: [unix]
log: guard.log
schemes:
  staff: {{issuer: 'https://id.example', audience: depot, algorithms: RS256, key: key.pem}}
public: [GET /open/]
identity: {{X-Postern-User: sub}}
"""
TOGETHER = 96
RELOADS = 12
SIGNER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def token(name, key=SIGNER):
    claims = {"iss": "https://id.example", "aud": "depot", "sub": name, "exp": int(time.time()) + 6000}
    return jwt.encode(claims, key, "RS256")


def question(bearer, *fields):
    lines = ["GET /ask HTTP/1.1", "Host: depot.example", "Connection: close"]
    given = original("GET", "/crates/", ("Authorization", "Bearer " + bearer), *fields)
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in given), "", ""]).encode()


def together(guard, questions, leave=(), amid=None):
    """Asks all before the guard reads the first; statuses and users. leave: those that go away without reading. amid: what
    is done while it reads."""
    guard.process.send_signal(signal.SIGSTOP)
    socks = [connect("guard.sock") for _ in questions]
    for sock, asked in zip(socks, questions):
        sock.sendall(asked)
    guard.process.send_signal(signal.SIGCONT)
    if amid:
        amid()
    answers = []
    for i, sock in enumerate(socks):
        with sock:
            if i in leave:
                continue
            answer = http.client.HTTPResponse(sock)
            answer.begin()
            answers.append((answer.status, answer.headers.get("X-Postern-User"), answer.headers.get("X-Postern-Status")))
            answer.read()
    return answers


def check_verdicts(guard):
    """Sound tokens among strangers', and among such as have another's signature, in another order each time."""
    for round_ in range(6):
        sound = [token(f"user-{round_}-{i}") for i in range(TOGETHER // 3)]
        strange = [token(f"user-{round_}-{i}", STRANGER) for i in range(TOGETHER // 3)]
        heads = [one.rsplit(".", 1) for one in sound]
        swapped = [heads[i][0] + "." + heads[i - 1][1] for i in range(len(heads))]
        cases = [(one, (200, f"user-{round_}-{i}")) for i, one in enumerate(sound)]
        cases += [(one, (401, None)) for one in strange + swapped]
        random.shuffle(cases)
        got = together(guard, [question(one) for one, _ in cases])
        assert [answer[:2] for answer in got] == [wanted for _, wanted in cases], got
    print(f"{6 * TOGETHER} verdicts")


def check_one_token(guard):
    """A page asks much at once with the token that it has just been given."""
    asked = question(token("page"), ("X-Forwarded-For", "198.51.100.8"))
    got = together(guard, [asked] * 40)
    assert [answer[:2] for answer in got] == [(200, "page")] * 40, got


def check_leaving(guard):
    """Those that go away while their signatures are checked."""
    cases = [token(f"leaving-{i}") for i in range(TOGETHER)]
    got = together(guard, [question(one) for one in cases], leave=set(range(0, TOGETHER, 2)))
    assert [answer[:2] for answer in got] == [(200, f"leaving-{i}") for i in range(1, TOGETHER, 2)], got


def check_keys_exchanged(guard):
    before = [token(f"before-{i}") for i in range(TOGETHER)]
    assert {answer[0] for answer in together(guard, [question(one) for one in before])} == {200}
    write_key(STRANGER)
    reload(guard, 1)
    assert {answer[0] for answer in together(guard, [question(one) for one in before])} == {401}
    after = [token(f"after-{i}", STRANGER) for i in range(TOGETHER)]
    assert {answer[0] for answer in together(guard, [question(one) for one in after])} == {200}


def check_reload_amid(guard):
    """Keys are exchanged again and again while signatures wait to be checked: each request is judged by the old keys or by
    the new ones, whole, and what neither of them signed never passes."""
    keys, passed = (SIGNER, STRANGER), [set(), set()]
    for turn in range(RELOADS):
        cases = []
        for i in range(TOGETHER // 3):
            ours, theirs = (token(f"amid-{turn}-{i}", key) for key in keys)
            swapped = ours.rsplit(".", 1)[0] + "." + theirs.rsplit(".", 1)[1][::-1]
            cases += [(0, ours, f"amid-{turn}-{i}"), (1, theirs, f"amid-{turn}-{i}"), (None, swapped, None)]
        random.shuffle(cases)
        write_key(keys[turn % 2])
        answers = together(guard, [question(one) for _, one, _ in cases], amid=lambda times=2 + turn: reload(guard, times))
        for (signer, _, name), answer in zip(cases, answers):
            assert answer[:2] in ((401, None), (401 if signer is None else 200, name)), (signer, name, answer)
            if signer is not None:
                passed[signer].add(answer[0])
        now = [question(token(f"after-{turn}", key)) for key in keys]
        wanted = [(200, f"after-{turn}"), (401, None)][::1 if turn % 2 == 0 else -1]
        assert [answer[:2] for answer in together(guard, now)] == wanted, turn
    assert passed == [{200, 401}] * 2, passed
    print(f"{RELOADS} reloads amid {TOGETHER} signatures each")


def check_limit():
    """Of guesses that come together no more are looked at than may fail."""
    write("guard.yaml", CONFIG + "limits: {signatures: 7}\n")
    guard = Guard()
    cases = [token(f"guess-{i}", SIGNER) for i in range(TOGETHER)]
    got = together(guard, [question(one, ("X-Forwarded-For", "198.51.100.7")) for one in cases])
    statuses = [answer[2] for answer in got]
    assert 1 <= statuses.count("401") <= 7 and statuses.count("429") == TOGETHER - statuses.count("401"), statuses
    mine = question(token("elsewhere", STRANGER), ("X-Forwarded-For", "203.0.113.9"))
    assert together(guard, [mine])[0][:2] == (200, "elsewhere")
    guard.end()
    print("limited")


def write_key(key):
    write("key.pem", key.public_key().public_bytes(serialization.Encoding.PEM,
                                                   serialization.PublicFormat.SubjectPublicKeyInfo).decode())


def main():
    write("openapi.yaml", CONTRACT)
    write("guard.yaml", CONFIG)
    write_key(SIGNER)
    guard = Guard()
    assert ask("guard.sock", "GET", "/ask", original("GET", "/open/"))[0] == 200
    check_verdicts(guard)
    check_one_token(guard)
    check_leaving(guard)
    check_keys_exchanged(guard)
    check_reload_amid(guard)
    guard.end()
    check_limit()


main()
