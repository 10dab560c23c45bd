# SPDX-License-Identifier: Apache-2.0
"""Two guards and a real Redis: what one counts counts at the other, and what is revoked there is at both. Redis is
killed under load, comes back empty, and is replaced by servers that answer nonsense, too much, or nothing: nobody is
let in by it, and nobody has to wait for it. Usage: shared.py POSTERN"""
import atexit
import os
import re
import signal
import socket
import subprocess
import threading

from kit import CONFIG, CONTRACT, KEY, WORK, Guard, Load, ask, forge, original, until, write

REDIS = f"""redis: {{address: 'unix:{WORK}/redis.sock', key: redis.key, password: redis.password, database: 3, patience: 4}}
limits: {{token: 3}}
"""


def configure(name, more="on_failure: refuse"):
    text = CONFIG.replace("guard.sock", f"{name}.sock").replace("guard.log", f"{name}.log")
    write(f"{name}.yaml", text + REDIS.replace("patience: 4", f"patience: 4, {more}")
          + f"metrics: unix:{WORK}/{name}.watch\n")


def start_redis():
    process = subprocess.Popen(["/usr/bin/redis-server", "--port", "0", "--unixsocket", WORK / "redis.sock", "--save", "",
                                "--requirepass", "made-up", "--dir", WORK], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    atexit.register(process.kill)
    until("Redis answers", lambda: redis("PING") == "PONG")
    return process


def redis(*words):
    done = subprocess.run(["/usr/bin/redis-cli", "-s", WORK / "redis.sock", "-n", "3", *words], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "REDISCLI_AUTH": "made-up"})
    return done.stdout.strip()


def revoke(line):
    name = redis("XADD", "postern:revoked", "*", "line", line)
    assert re.fullmatch(r"\d+-\d+", name), name
    return name


def send(name, token, address="192.0.2.1"):
    fields = original("GET", "/crates/", ("Authorization", "Bearer " + token), ("X-Forwarded-For", address))
    return ask(f"{name}.sock", "GET", "/ask", fields)[1]["X-Postern-Status"]


def opens(name):
    return ask(f"{name}.sock", "GET", "/ask", original("GET", "/open/"))[1]["X-Postern-Status"]


def value(name, what):
    return float(re.search(rf"^postern_guard_{what} (\S+)$", ask(f"{name}.watch", "GET", "/metrics")[2].decode(), re.M)[1])


def check_counted(known):
    """Three wrong tokens at one guard: the fourth is not looked at by the other, while what was good at one is known."""
    start = forge("sub=eve", "exp=now+600").rsplit(".", 1)[0] + "."
    assert [send("a", start + c * 43) for c in "AEI"] == ["401"] * 3
    until("the other has heard", lambda: value("b", "redis_heard_total") >= 3)
    assert send("b", start + "Q" * 43) == send("a", start + "Q" * 43) == "429"
    assert send("b", start + "Q" * 43, "192.0.2.2") == "401"
    mine = known.rsplit(".", 1)[0] + "."
    assert send("a", known) == "200"
    assert [send("b", mine + c * 43) for c in "AEI"] == ["401"] * 3
    assert send("b", mine + "Q" * 43) == "429"
    until("it is known here as well", lambda: send("b", known) == "200")
    assert redis("XLEN", "postern:failures").isdigit()
    kept = redis("XRANGE", "postern:failures", "-", "+")
    assert "192.0.2" not in kept and "eve" not in kept, kept
    print("counted in common")


def check_revoked(guard, bad):
    assert send("a", bad) == send("b", bad) == "200"
    revoke("nonsense")
    name = revoke("jti bad")
    for guard_name in ("a", "b"):
        until("it is revoked", lambda g=guard_name: send(g, bad) == "401")
        assert value(guard_name, "redis_unread_total") >= 1
    redis("XDEL", "postern:revoked", name)
    guard.process.send_signal(signal.SIGHUP)
    until("it is taken back", lambda: send("a", bad) == "200")
    assert send("b", bad) == "401"  # whoever was not told to look again
    revoke("jti bad")
    until("it is revoked", lambda: send("a", bad) == "401")
    print("revoked in common")


def check_killed(process, good, bad):
    """Without Redis: one guard refuses, as it was told; the other goes by what it knows. Then Redis is back, with
    nothing in it: what was revoked stays so."""
    served, refused, shut = Load(send, "b", good), Load(send, "b", bad), Load(send, "a", bad)
    process.kill()
    process.wait()
    until("it is blind", lambda: send("a", good) == "503")
    until("it is told", lambda: value("b", "redis_up") == 0)
    assert (value("a", "redis_up"), value("a", "redis_blind"), value("b", "redis_blind")) == (0, 1, 0)
    assert (opens("a"), send("b", good), send("b", bad)) == ("200", "200", "401")
    assert [ask(f"{name}.watch", "GET", "/readyz")[0] for name in "ab"] == [503, 200]
    start = forge("sub=joe", "exp=now+600").rsplit(".", 1)[0] + "."
    assert [send("b", start + c * 43) for c in "AEIM"] == ["401"] * 3 + ["429"]  # counted by itself meanwhile
    configure("c", "on_failure: last-known")
    late = Guard("c.yaml")
    assert send("c", good) == "503"  # it never knew anything
    process = start_redis()
    until("it sees again", lambda: send("a", good) == "200")
    until("the new one sees", lambda: send("c", good) == "200")
    assert send("a", bad) == send("b", bad) == "401"
    assert value("a", "redis_lost") == 1
    assert (served.stop(), refused.stop()) == ({"200"}, {"401"})
    assert shut.stop() <= {"401", "503"}, shut.seen
    late.end()
    process.kill()
    process.wait()
    print("Redis killed and lost under load: nobody got in by it")


# What a server could send instead: nonsense, half an answer, too many, too much, too deep, another shape.
NONSENSE = [b"HTTP/1.1 200 OK\r\n\r\n", b"*2\r\n$10\r\n17", b"*1000000000\r\n", b"$500000000\r\n" + b"a" * 100000, b"*1\r\n" * 50,
            b"+OK\r\n" * 9, b":7\r\n" * 9, b"-NOAUTH\r\n", b"$-1\r\n" * 9, b"\0" * 100, b"*-5\r\n", b"$-7\r\n", b""]


class Impostor:
    """Takes every connection, answers each with one of the rows, and leaves it open; of an empty one, nothing comes."""
    def __init__(self):
        (WORK / "redis.sock").unlink(missing_ok=True)
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(str(WORK / "redis.sock"))
        self.server.listen(64)
        self.taken = []
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            sock, _ = self.server.accept()
            row = NONSENSE[len(self.taken) % len(NONSENSE)]
            self.taken.append(sock)
            try:
                sock.sendall(row)
                if row.startswith(b"*2"):
                    sock.close()  # in the middle of a word
            except OSError:
                pass


def check_impostors(good, bad):
    impostor = Impostor()
    configure("d")
    new = Guard("d.yaml")
    until("all were tried", lambda: len(impostor.taken) > len(NONSENSE) + 3 or send("d", good) == "200")
    assert (send("d", good), opens("d")) == ("503", "200")
    until("it is blind", lambda: send("a", good) == "503")
    assert send("a", bad) == "503"
    assert (send("b", good), send("b", bad)) == ("200", "401")
    until("it is told", lambda: value("d", "redis_failures_total") >= 3)
    new.end()
    print(f"{len(impostor.taken)} answers of impostors: nobody got in by them")


def main():
    write("openapi.yaml", CONTRACT)
    write("key.json", KEY)
    write("redis.key", "made up, and the same for all that share it\n")
    write("redis.password", "made-up\n")
    process = start_redis()
    configure("a")
    configure("b", "on_failure: last-known")
    guards = [Guard("a.yaml"), Guard("b.yaml")]
    good, bad = forge("sub=ada", "jti=good", "exp=now+6000"), forge("sub=bob", "jti=bad", "exp=now+6000")
    check_counted(good)
    check_revoked(guards[0], bad)
    check_killed(process, good, bad)
    check_impostors(good, bad)
    for guard in guards:
        guard.end()


main()
