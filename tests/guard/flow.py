# SPDX-License-Identifier: Apache-2.0
"""The log's disk runs full, and what a file may hold is used up, while requests flow: whoever may not pass never
does, whoever may is served but for that time, and each answer that let somebody pass is written down.
Usage: flow.py POSTERN"""
import errno
import http.client
import os
import pathlib
import shutil
import subprocess

from kit import CONFIG, CONTRACT, KEY, WORK, Guard, Limit, Load, ask, check_log, forge, original, until, write

DISK = 4 << 20


def passes(credential):
    """What nginx is told: the status, and the one that is meant."""
    fields = [("Authorization", credential)] if credential else []
    try:
        status, headers, _ = ask("guard.sock", "GET", "/ask", original("GET", "/crates/", *fields))
    except (http.client.RemoteDisconnected, ConnectionResetError):
        return 500, "500"  # what proxies make of a connection that ends
    return status, headers["X-Postern-Status"]


class Smallness:
    """A disk of its own for the guard's log, so small that it can be filled; None where nobody may mount one."""
    def __init__(self):
        mount = ["unshare", "-rm", "sh", "-c", f"mount -t tmpfs -o size={DISK} none {WORK}/disk"]
        self.allowed = subprocess.run(mount, check=False, stderr=subprocess.DEVNULL).returncode == 0
        self.command = [*mount[:-1], f"{mount[-1]} && exec \"$0\" \"$@\""]

    def fill(self, guard):
        """Seen from the guard's side: to the last byte."""
        self.filler = pathlib.Path(f"/proc/{guard.process.pid}/root{WORK}/disk/filler")
        with open(self.filler, "wb", buffering=0) as out:
            for size in (1 << 16, 1):
                try:
                    while out.write(b"x" * size):
                        pass
                except OSError as full:
                    assert full.errno == errno.ENOSPC, full

    def free(self, _):
        self.filler.unlink()

    def log(self, guard):
        return pathlib.Path(f"/proc/{guard.process.pid}/root{WORK}/disk/guard.log").read_text()


def check_full(kind, words):
    lossless = not words
    (WORK / "disk").mkdir()
    write("guard.yaml", CONFIG.replace("guard.log", "disk/guard.log") + f"metrics: unix:{WORK}/watch.sock\n"
          "limits: {token: 0, signatures: 0, everywhere: 0}\n" + words)
    guard = Guard(command=kind.command)
    token = forge("sub=ada", "scope=read", "exp=now+6000")
    valid = Load(passes, "Bearer " + token)
    forged, nobody = Load(passes, "Bearer " + token[:-8] + "AAAAAAAA"), Load(passes, None)
    for times in range(1, 3):
        valid.sees((200, "200"))
        kind.fill(guard)
        if lossless:
            valid.sees((403, "503"))
        until("it is counted", lambda times=times: b"log_failures_total 0\n" not in ask("watch.sock", "GET", "/metrics")[2])
        forged.beyond(len(forged.seen) + 5)
        nobody.beyond(len(nobody.seen) + 5)
        kind.free(guard)
        valid.sees((200, "200"))
    cut = {(403, "503"), (500, "500")} if lossless else set()
    assert valid.stop() - cut == {(200, "200")}, set(valid.seen)
    assert forged.stop() - cut == nobody.stop() - cut == {(401, "401")}, (set(forged.seen), set(nobody.seen))
    check_log(kind.log(guard), valid.seen.count((200, "200")), lossless)
    guard.end()
    shutil.rmtree(WORK / "disk")
    print(f"{type(kind).__name__.lower()}: {len(valid.seen)} requests of a valid user, {len(forged.seen) + len(nobody.seen)} of others")


def main():
    write("openapi.yaml", CONTRACT)
    write("key.json", KEY)
    (WORK / "disk").mkdir()
    small = Smallness()
    os.rmdir(WORK / "disk")
    for words in ("", "log_failure: pass\n"):
        check_full(Limit(WORK / "disk/guard.log"), words)
        if small.allowed:
            check_full(small, words)
        else:
            print("nobody may mount a disk here: only the limit of a file was tried")


main()
