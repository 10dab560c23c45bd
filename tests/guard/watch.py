# SPDX-License-Identifier: Apache-2.0
"""Watching a guard: observing without enforcing, counters, health, and a log that tells when it was touched.
Usage: watch.py POSTERN"""
import os
import re
import signal
import subprocess

from kit import CONFIG, CONTRACT, KEY, POSTERN, SECRET, WORK, Guard, ask, connect, forge, original, reload, until, write

METRICS = f"metrics: unix:{WORK}/watch.sock\n"


def count(**labels):
    """Decisions with these labels, by the counters."""
    total = 0
    for line in ask("watch.sock", "GET", "/metrics")[2].decode().splitlines():
        held = dict(re.findall(r'(\w+)="([^"]*)"', line))
        if line.startswith("postern_guard_decisions_total{") and labels.items() <= held.items():
            total += int(line.rsplit(" ", 1)[1])
    return total


def value(name):
    text = ask("watch.sock", "GET", "/metrics")[2].decode()
    return float(re.search(rf"^postern_guard_{name} (\S+)$", text, re.M)[1])


def verify(*names):
    done = subprocess.run([POSTERN, "guard", "verify-log", *(str(WORK / name) for name in names)], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout + done.stderr


def check_observing():
    """Everything passes; log and counters tell what would not, and then it does not."""
    write("guard.yaml", CONFIG + METRICS + "mode: observe\n")
    guard = Guard()
    bearer = ("Authorization", "Bearer " + forge("sub=ada", "scope=read", "exp=now+600"))
    wanted = [("GET", "/crates/", [], "401"), ("POST", "/crates/", [bearer], "403"), ("GET", "/nowhere/", [], "403"),
              ("GET", "/open/../", [], "400"), ("GET", "/crates/", [bearer], "200"), ("GET", "/open/", [], "200")]
    for method, target, fields, meant in wanted:
        status, headers, _ = ask("guard.sock", "GET", "/ask", original(method, target, *fields))
        assert (status, headers["X-Postern-Status"]) == (200, meant), (target, status, dict(headers))
        assert headers["X-Postern-User"] == ("ada" if fields and meant == "200" else ""), dict(headers)
    assert count(mode="observe") == 6
    assert count(operation="/crates/", method="GET", reason="no-credential", status="401") == 1
    assert count(operation="/crates/", method="POST", reason="scope-missing") == 1
    assert count(operation="", reason="no-operation") == count(operation="", reason="path") == 1
    write("guard.yaml", CONFIG + METRICS)
    reload(guard, 1)
    assert ask("guard.sock", "GET", "/ask", original("GET", "/crates/"))[0] == 401
    assert count(operation="/crates/", method="GET", reason="no-credential") == 2  # what was counted stays
    assert value("reloads_total") == 1
    assert value("seconds_count") == 7
    print("observed, then enforced")
    return guard


def check_health(guard):
    assert [ask("watch.sock", "GET", path)[0] for path in ("/healthz", "/readyz", "/")] == [200, 200, 404]
    assert ask("guard.sock", "GET", "/metrics")[0] == 403  # who asks for a decision gets no more than that
    write("guard.yaml", "contract: [")
    guard.process.send_signal(signal.SIGHUP)
    until("the refusal", lambda: guard.heard("the policy stays as it was"))
    assert value("reloads_failed_total") == 1
    with connect("guard.sock") as sock:  # a request that has begun keeps it draining
        head = "".join(f"{name}: {value}\r\n" for name, value in original("GET", "/open/"))
        sock.sendall(f"POST /ask HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n{head}\r\n".encode())
        assert sock.recv(100).startswith(b"HTTP/1.1 100"), "it has not begun"
        guard.process.send_signal(signal.SIGTERM)
        until("it is not ready", lambda: ask("watch.sock", "GET", "/readyz")[0] == 503)
        assert ask("watch.sock", "GET", "/healthz")[0] == 200
        sock.sendall(b"12345")
        assert sock.recv(100).startswith(b"HTTP/1.1 200")
    guard.process.wait()
    print("healthy, ready, draining")


def check_revoked():
    """A file that lists what is revoked counts as soon as it is seen; one that cannot be used changes nothing, and
    what is cut short is not let in."""
    write("revoked.list", "# nothing yet\n")
    write("guard.yaml", CONFIG + METRICS + "revoked: revoked.list\n")
    guard = Guard()
    good, bad = forge("sub=ada", "jti=good", "exp=now+600"), forge("sub=ada", "jti=bad", "exp=now+600")

    def send(token):
        return ask("guard.sock", "GET", "/ask", original("GET", "/crates/", ("Authorization", "Bearer " + token)))[0]
    assert (send(good), send(bad)) == (200, 200)
    write("revoked.list", "jti bad\n")
    until("it is revoked", lambda: send(bad) == 401)
    assert send(good) == 200 and value("revocations") >= 1
    assert count(reason="revoked", status="401") >= 1
    write("revoked.list", "jti bad\njti \"\n")
    until("it is told", lambda: value("revocations_stale") == 1)
    until("why is told", lambda: guard.heard("revoked.list:2:1: error:") and guard.heard("what was revoked stays so"))
    os.remove(WORK / "revoked.list")
    until("it is told", lambda: guard.heard("what was revoked stays so", 2))
    assert (send(good), send(bad)) == (200, 401)
    guard.process.send_signal(signal.SIGHUP)
    until("the refusal", lambda: guard.heard("the policy stays as it was"))
    assert (send(good), send(bad)) == (200, 401)
    write("revoked.list", "sub ada\n")
    until("it is revoked", lambda: send(good) == 401)
    assert value("revocations_stale") == 0
    write("revoked.list", "")  # cut short by whoever writes it anew: the last whole list counts on
    until("it is read", lambda: guard.heard("read anew, 0 entries"))
    assert send(good) == 401
    write("revoked.list", "sub eve\n")
    until("it is served again", lambda: send(good) == 200)
    guard.end()
    write("revoked.list", "jtj 7\n")
    done = subprocess.run([POSTERN, "guard", "-c", str(WORK / "guard.yaml"), "--check"], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 2 and "revoked.list:1:1: error: a line begins with" in done.stderr, done
    print("revoked by a file")


def check_key_by_name():
    """A key that an environment variable holds, with nothing of it on disk; without the variable nothing is served."""
    write("guard.yaml", CONFIG.replace("key: key.json", "key: env:DEPOT_KEY"))
    check = [POSTERN, "guard", "-c", str(WORK / "guard.yaml"), "--check"]
    os.environ.pop("DEPOT_KEY", None)
    done = subprocess.run(check, text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 2 and "cannot be read from env:DEPOT_KEY" in done.stderr, done
    os.environ["DEPOT_KEY"] = "made-up"
    done = subprocess.run(check, text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 2 and "the key in env:DEPOT_KEY is not used" in done.stderr, done
    token = ("Authorization", "Bearer " + forge("sub=ada", "exp=now+600"))
    for key, status in ((SECRET, 200), (KEY, 200), ("another-secret-made-up-and-long-enough!!", 401)):
        os.environ["DEPOT_KEY"] = key
        guard = Guard()
        got = ask("guard.sock", "GET", "/ask", original("GET", "/crates/", token))[0]
        assert got == status, (got, status)
        guard.end()
    del os.environ["DEPOT_KEY"]
    print("a key by the name of a variable")


def check_log():
    """Rotated in mid-service, taken up by the next process, and held to its chain."""
    write("guard.yaml", CONFIG)
    guard = Guard()
    shut = ("X-Request-ID", "looked-for-1")
    assert ask("guard.sock", "GET", "/ask", original("GET", "/open/", shut))[1]["X-Request-ID"] == "looked-for-1"
    os.rename(WORK / "guard.log", WORK / "guard.log.1")
    reload(guard, 1)
    made = ask("guard.sock", "GET", "/ask", original("GET", "/nowhere/", ("X-Request-ID", "no name")))[1]["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{32}", made), made
    guard.end()
    last = next(line for line in guard.said if "last hash" in line).split()[-1]
    status, said = verify("guard.log.1", "guard.log")
    assert (status, last in said) == (0, True), (status, said, last)
    lines = (WORK / "guard.log").read_text()
    assert made in lines and '"looked-for-1"' in (WORK / "guard.log.1").read_text()
    assert verify("guard.log")[0] == 0  # begins where it says that it does
    assert verify("guard.log", "guard.log.1")[0] == 1
    assert verify("absent.log")[0] == 2
    write("changed.log", lines.replace('"status":403', '"status":200'))
    status, said = verify("changed.log")
    assert (status, "changed.log:2: this line was changed" in said) == (1, True), said
    print("the log holds")


def check_full_disk():
    """What cannot be written down is refused, or counts all the same, as the configuration says."""
    for words, wanted in (("", 403), ("log_failure: refuse\n", 403), ("log_failure: pass\n", 200)):
        write("guard.yaml", CONFIG.replace("guard.log", "/dev/full") + METRICS + words)
        guard = Guard()
        status, headers, _ = ask("guard.sock", "GET", "/ask", original("GET", "/open/"))
        assert status == wanted, (words, status, dict(headers))
        assert ask("guard.sock", "GET", "/ask", original("GET", "/nowhere/"))[0] == 403
        assert value("log_failures_total") == 2
        guard.end()
    print("a full disk lets nobody in who may not")


def main():
    write("openapi.yaml", CONTRACT)
    write("key.json", KEY)
    check_health(check_observing())
    check_key_by_name()
    check_log()
    check_revoked()
    check_full_disk()


main()
