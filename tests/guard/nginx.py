# SPDX-License-Identifier: Apache-2.0
"""Real nginx, with the lines of docs/guard-nginx.conf, asks a real guard before a small application
that writes down what reaches it. Unix sockets throughout, so that no port can be taken.
Usage: nginx.py POSTERN"""
import http.client
import json
import os
import signal

from kit import (CONFIG, CONTRACT, KEY, PATIENCE, SECRET, WORK, Guard, ask, connect, forge, original, reload,
                 start_application, start_nginx, until, write)


def check_through_nginx(seen):
    token = forge("sub=ada", "scope=read", "exp=now+600")
    writer = forge("sub=bob", "scope=read write", "exp=now+600")
    old = forge("sub=ada", "exp=now-600")
    bearer = ("Authorization", "Bearer " + token)
    plain, invalid = 'Bearer realm="depot"', 'Bearer realm="depot", error="invalid_token"'
    lacking = 'Bearer realm="depot", error="insufficient_scope", scope="write"'
    rows = [  # method, target, fields, status, challenge, user that the application is told
        ("GET", "/crates/", [bearer], 200, None, "ada"),
        ("HEAD", "/crates/?a=b", [bearer], 200, None, "ada"),
        ("GET", "/crat%65s/", [bearer], 200, None, "ada"),
        ("POST", "/crates/", [("Authorization", "Bearer " + writer)], 200, None, "bob"),
        ("GET", "/open/", [], 200, None, None),
        ("GET", "/crates/", [], 401, plain, None),
        ("GET", "/crates/", [("Authorization", "Bearer x.y.z")], 401, invalid, None),
        ("GET", "/crates/", [("Authorization", "Bearer " + old)], 401, invalid, None),
        ("GET", "/crates/", [("Authorization", "Basic YTpi")], 401, invalid, None),
        ("POST", "/crates/", [bearer], 403, lacking, None),
        ("GET", "/key/", [("X-Key", "k")], 403, None, None),
        ("GET", "/nowhere/", [bearer], 403, None, None),
        ("OPTIONS", "/crates/", [], 403, None, None),
        ("DELETE", "/open/", [], 403, None, None),
        ("GET", "/open/../crates/", [], 400, None, None),
        ("GET", "/open/..%2fcrates/", [], 400, None, None),
        ("GET", "//open/", [], 400, None, None),
        ("GET", "/open/%5c", [], 400, None, None),
        ("GET", "/open/%ff", [], 400, None, None),
        ("GET", "/crates/", [bearer, ("X-Key", "k")], 400, None, None),
        ("GET", "/open/", [("X-Postern-User", "root")], 400, None, None),
        ("GET", "/open/", [("Remote-User", "root")], 400, None, None),
        ("GET", "/key/", [("X-Original-URI", "/open/")], 403, None, None),
        ("DELETE", "/open/", [("X-Original-Method", "GET")], 403, None, None),
    ]
    for method, target, fields, status, challenge, user in rows:
        before = len(seen)
        got, headers, _ = ask("nginx.sock", method, target, fields)
        row = (method, target, fields, got, dict(headers), seen[before:])
        assert got == status, row
        assert headers["WWW-Authenticate"] == challenge, row
        assert len(seen) - before == (status == 200), row  # nothing refused gets through
        if status == 200:
            assert seen[-1] == (method, target, [user] if user else None), row
    # nginx 1.22 of Debian refuses this by itself; an older one would ask.
    assert ask("nginx.sock", "GET", "/crates/", [bearer, bearer])[0] == 400
    log = (WORK / "guard.log").read_text()
    lines = [json.loads(line) for line in log.splitlines()][1:]  # behind the one that opens it
    assert [line["status"] for line in lines][:len(rows)] == [row[3] for row in rows], lines
    assert all(line["id"] for line in lines), lines
    assert lines[0]["subject"] == "ada" and lines[0]["operation"] == "/crates/", lines[0]
    for secret in (token, writer, old, SECRET, "x.y.z", "YTpi"):
        assert secret not in log
    print(f"{len(rows)} requests through nginx: as they should be")


def check_limits(seen):
    """Too many wrong tokens: the next one is not looked at, unless it was good before."""
    token, other = forge("sub=ada", "exp=now+600"), forge("sub=eve", "exp=now+600")
    here = ("X-Client", "192.0.2.1")  # as nginx's realip module has it; a unix socket has no address

    def send(credential, client=here):
        return ask("nginx.sock", "GET", "/crates/", [("Authorization", "Bearer " + credential), client])
    before = len(seen)
    assert send(token)[0] == 200
    answers, bodies = [], set()
    for guess in range(5):
        wrong = other.rsplit(".", 1)[0] + "." + "AEIMQ"[guess] * 43
        status, headers, body = send(wrong)
        answers.append((status, headers["Retry-After"] is not None))
        bodies.add(body if status == 429 else b"")
    assert answers == [(401, False)] * 3 + [(429, True)] * 2, answers
    assert len(bodies) == 2, bodies
    status, headers, _ = send(other)
    assert status == 429 and 1 <= int(headers["Retry-After"]) <= 900, (status, dict(headers))
    assert headers["WWW-Authenticate"] is None, dict(headers)
    assert send(token)[0] == 200
    spray = [send(f"{n}.b.c")[0] for n in range(60)]
    assert spray == sorted(spray) and set(spray) == {401, 429}, spray
    assert send("a.c.d", ("X-Client", "192.0.2.2"))[0] == 401
    assert ask("nginx.sock", "GET", "/open/", [here])[0] == 200
    assert send(token)[0] == 200
    assert len(seen) - before == 4
    lines = [json.loads(line) for line in (WORK / "guard.log").read_text().splitlines()]
    assert {line["detail"] for line in lines if line.get("ground") == "too-many-failures"} == {"token", "address"}
    print("too many failures: 429, and who was known is served")


def check_asked_directly():
    status, headers, body = ask("guard.sock", "GET", "/ask", original("GET", "/open/"))
    assert (status, headers["X-Postern-User"]) == (200, ""), (status, dict(headers))  # there, and empty
    both = original("GET", "/open/", ("Authorization", "Bearer a"), ("Authorization", "Bearer b"))
    status, headers, _ = ask("guard.sock", "GET", "/ask", both)
    assert (status, headers["X-Postern-Status"]) == (403, "400"), dict(headers)
    bodies = set()
    for fields in (original("GET", "/nowhere/"), original("GET", "/key/")):
        status, _, body = ask("guard.sock", "GET", "/ask", fields)
        assert status == 403
        bodies.add(body)
    assert len(bodies) == 1, bodies
    for fields in ([], original("GET", "/open/")[:1], original("GET", "/open/") + original("GET", "/open/"),
                   original("GET", "/open/", ("X_Original_URI", "/crates/")), original("GET", "")):
        status, headers, _ = ask("guard.sock", "GET", "/ask", fields)
        assert (status, headers["X-Postern-Status"]) == (403, "400"), (fields, dict(headers))


def check_reload(guard):
    open_now = lambda: ask("guard.sock", "GET", "/ask", original("GET", "/open/"))[0]  # noqa: E731
    write("guard.yaml", CONFIG.replace("public: [GET /open/]", "public: []"))
    reload(guard)
    assert open_now() == 403
    for times, (broken, why) in enumerate([
            ("contract: [", "guard.yaml:"), (CONFIG.replace("audience", "audiences"), "did you mean 'audience'?"),
            (CONFIG.replace("guard.sock", "other.sock"), "'listen' cannot change")], 1):
        write("guard.yaml", broken)
        guard.process.send_signal(signal.SIGHUP)
        until("the refusal", lambda times=times: guard.heard("the policy stays as it was", times))
        assert guard.heard(why), (why, guard.said)
        assert open_now() == 403
    write("guard.yaml", CONFIG)
    (WORK / "guard.yaml").chmod(0o620)
    guard.process.send_signal(signal.SIGHUP)
    until("the refusal", lambda: guard.heard("the policy stays as it was", 4))
    assert open_now() == 403
    (WORK / "guard.yaml").chmod(0o600)
    os.rename(WORK / "guard.log", WORK / "guard.log.1")  # as logrotate does
    reload(guard, 2)
    assert open_now() == 200
    assert len((WORK / "guard.log").read_text().splitlines()) == 2
    print("reloads: whole, or not at all")


def refuses_connections():
    try:
        connect("guard.sock").close()
    except OSError:
        return True
    return False


def check_drain(guard):
    """A request that has begun is answered, though nobody new is."""
    with connect("guard.sock") as sock:
        head = "".join(f"{name}: {value}\r\n" for name, value in original("GET", "/open/"))
        sock.sendall(f"POST /ask HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n{head}\r\n".encode())
        assert sock.recv(100).startswith(b"HTTP/1.1 100"), "it has not begun"
        guard.process.send_signal(signal.SIGTERM)
        until("nobody new is taken", refuses_connections)
        sock.sendall(b"12345")
        answer = http.client.HTTPResponse(sock)
        answer.begin()
        assert (answer.status, answer.headers["Connection"]) == (200, "close")
    assert guard.process.wait(PATIENCE) == 0
    guard.reader.join(PATIENCE)
    assert not (WORK / "guard.sock").exists()
    print("drained")


def check_faults():
    """Nothing is let in by a fault: no room for the log, nobody who may ask."""
    write("full.yaml", CONFIG.replace("guard.log", "/dev/full"))
    guard = Guard("full.yaml")
    status, headers, _ = ask("guard.sock", "GET", "/ask", original("GET", "/open/"))
    assert (status, headers["X-Postern-Status"]) == (403, "503"), dict(headers)
    guard.end(signal.SIGINT)
    for proxies, wanted in (("[127.0.0.2, unix]", 403), ("[127.0.0.1]", 200)):
        write("loopback.yaml", CONFIG.replace(f"unix:{WORK}/guard.sock", "127.0.0.1:0").replace("[unix]", proxies))
        guard = Guard("loopback.yaml")
        host, _, port = guard.address().rpartition(":")
        client = http.client.HTTPConnection(host, int(port), timeout=PATIENCE)
        client.request("GET", "/ask", headers=dict(original("GET", "/open/")))
        assert client.getresponse().status == wanted, proxies
        client.close()
        guard.end()
    print("faults let nobody in")


def main():
    write("openapi.yaml", CONTRACT)
    write("guard.yaml", CONFIG + "limits: {token: 3, signatures: 20}\n")
    write("key.json", KEY)
    application = start_application()
    guard = Guard()
    nginx = start_nginx()
    try:
        check_through_nginx(application.seen)
        check_limits(application.seen)
        check_asked_directly()
        check_reload(guard)
        check_drain(guard)
        status, _, _ = ask("nginx.sock", "GET", "/open/")
        assert status == 500, status  # the guard is gone: nginx lets nobody pass
        check_faults()
    finally:
        nginx.terminate()
        nginx.wait()
        if guard.process.poll() is None:
            guard.process.kill()
            guard.process.wait()
        application.shutdown()


main()
