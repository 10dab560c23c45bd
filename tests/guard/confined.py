# SPDX-License-Identifier: Apache-2.0
"""A guard that was started as root and may do little more than answer: another user's, its system calls confined; it
still reads everything anew, writes to a new log, and asks a database. Usage: confined.py POSTERN sealed|unsealed"""
import os
import pathlib
import subprocess
import sys

from kit import CONFIG, CONTRACT, KEY, POSTERN, WORK, Guard, ask, forge, original, reload, write

USERS = "users: {database: 'sqlite:db.sqlite3'}\n"


def passes(token):
    return ask("guard.sock", "GET", "/ask", original("GET", "/crates/", ("Authorization", token)))[0]


def state_of(guard):
    lines = pathlib.Path(f"/proc/{guard.process.pid}/status").read_text().splitlines()
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def let_all_read():
    """The files stay root's, who alone may change them."""
    WORK.chmod(0o777)
    for path in WORK.iterdir():
        if path.is_file():
            path.chmod(0o644)


def configure(more):
    write("guard.yaml", CONFIG.replace("  staff: {", "  token: {kind: token}\n  staff: {") + more)


def main():
    sealed = sys.argv[2] == "sealed"
    as_root = os.getuid() == 0
    write("openapi.yaml", CONTRACT.replace("    staff:", "    token: {type: apiKey, in: header, name: X-Token}\n    staff:")
          .replace("{security: [{staff: []}]}", "{security: [{staff: []}, {token: []}]}", 1))
    write("key.json", KEY)
    subprocess.run(["sqlite3", WORK / "db.sqlite3", "CREATE TABLE auth_user (id integer primary key, username, password, "
                    "is_active, is_staff, is_superuser); CREATE TABLE authtoken_token (key, user_id); INSERT INTO auth_user "
                    "VALUES (7, 'ada', '!', 1, 0, 0); INSERT INTO authtoken_token VALUES ('made-up-token', 7)"], check=True)
    more = USERS + "precedence: [staff, token]\n"
    configure(more + ("user: nobody\ngroup: nogroup\n" if as_root else ""))
    let_all_read()
    guard = Guard()
    assert passes("Bearer " + forge("sub=ada", "exp=now+6000")) == 200
    state = state_of(guard)
    assert state["Seccomp"] == ("2" if sealed else "0"), state["Seccomp"]
    assert not sealed or state["NoNewPrivs"] == "1", state["NoNewPrivs"]
    if as_root:
        assert "0" not in state["Uid"].split() + state["Gid"].split(), state
        assert int(state["CapEff"], 16) == int(state["CapPrm"], 16) == 0, state
        assert (WORK / "guard.sock").stat().st_uid != 0
        assert (WORK / "guard.log").stat().st_uid != 0
    token = ask("guard.sock", "GET", "/ask", original("GET", "/crates/", ("X-Token", "made-up-token")))
    assert (token[0], token[1]["X-Postern-User"]) == (200, "7"), dict(token[1])
    os.rename(WORK / "guard.log", WORK / "guard.log.1")
    configure(more + ("user: nobody\ngroup: nogroup\n" if as_root else ""))
    let_all_read()
    reload(guard)
    assert passes("Bearer " + forge("sub=ada", "exp=now+6000")) == 200
    assert len((WORK / "guard.log").read_text().splitlines()) == 2
    guard.end()
    configure(more + "user: nobody-of-this-name\n")
    done = subprocess.run([POSTERN, "guard", "-c", str(WORK / "guard.yaml")], text=True, check=False, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, timeout=120) if as_root else None
    assert not done or (done.returncode == 2 and "there is no user" in done.stderr), done
    configure(more + "confine: false\n")
    guard = Guard()
    assert guard.heard("system calls are not confined") and state_of(guard)["Seccomp"] == "0", guard.said
    guard.end()
    print("confined" if sealed else "without libseccomp")


main()
