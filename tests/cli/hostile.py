# SPDX-License-Identifier: Apache-2.0
"""Hostile contracts, identities, servers and outputs: each ends in a clear line, the right exit
status and in bounded time, and never with a crash: hostile.py POSTERN"""
import atexit
import concurrent.futures
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time

from hostile_server import GOOD, Hostile

POSTERN = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp()
atexit.register(shutil.rmtree, WORK, True)
PATIENCE = 600  # seconds; nothing here takes that long, whatever else the machine does


def write(name, text):
    path = os.path.join(WORK, name)
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return path


def contract_of(paths, **more):
    operation = {"responses": {"200": {"description": "fine"}}}
    login = {"post": {"security": [], "requestBody": {"content": {"application/json": {"schema": {
        "type": "object", "properties": {
            "username": {"type": "string"}, "password": {"type": "string"}}}}}},
        "responses": {"200": {"description": "fine"}}}}
    return json.dumps({
        "openapi": "3.0.0", "info": {"title": "hostile", "version": "1"},
        "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
        "security": [{"bearer": []}],
        "paths": {"/login/": login, **{path: {"get": operation} for path in paths}}, **more})


CONTRACT = write("api.json", contract_of([f"/api/thing{i}/" for i in range(12)]))
IDS = write("ids.yaml", f"identities: {{alice: {{bearer: {GOOD}}}}}")
LOGIN = "login: {operation: POST /login/, token: /access}\n"
USERS = write("users.yaml", LOGIN + "identities: {alice: {username: alice, password: made-up-pw}}")


def run(arguments, status, text, environment=None, stdout=subprocess.PIPE, within=None):
    """What is wrong with a run, in words; None: nothing. within: only this stream."""
    process = subprocess.Popen([POSTERN] + arguments, stdin=subprocess.DEVNULL, stdout=stdout,
                               stderr=subprocess.PIPE, env={**os.environ, **(environment or {})})
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return f"did not end: {arguments}"
    out, err = (out or b"").decode("utf-8", "replace"), err.decode("utf-8", "replace")
    faults = []
    if process.returncode != status:
        faults.append(f"status {process.returncode}, not {status}")
    if text not in (err if within == "err" else out + err):
        faults.append(f"does not say: {text}")
    if "Sanitizer" in err or "runtime error:" in err:
        faults.append("caught by a sanitizer")
    if any(ord(c) < 32 and c not in "\n\t" for c in out + err):
        faults.append("control characters reach the terminal")
    if GOOD in out + err or "made-up-pw" in out + err:
        faults.append("a secret is shown")
    if faults:
        return f"{'; '.join(faults)}: {' '.join(arguments)}\n{out[-1500:]}\n{err[-3000:]}"
    return None


def scan(url, *more, contract=None, identities=None):
    return ["scan", contract or CONTRACT, "--url", url, "-i", identities or IDS, "--rate", "0",
            "--timeout", "300", *more]


def against(mode, status, text, *more, identities=None, context=None, scheme="http"):
    server = Hostile(mode, context)
    try:
        url = f"{scheme}://127.0.0.1:{server.port}"
        return run(scan(url, *more, identities=identities), status, text)
    finally:
        server.close()


# Contracts and identities: what is wrong is told before anything is sent.

NOWHERE = "http://127.0.0.1:9"


def laughs():
    rows = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for i in range(1, 12):
        rows.append(f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]")
    return "openapi: 3.0.0\n" + "\n".join(rows) + "\npaths: *a11\n"


BAD_CONTRACTS = {
    "empty.json": (b"", "empty.json"),
    "cut.yaml": (b"openapi: 3.0.0\npaths:\n  '/a': {get: {responses: {", "cut.yaml:"),
    "deep.json": (b'{"openapi": "3.0.0", "paths": ' + b"[" * 100000, "deep.json:1:"),
    "deep.yaml": (b"openapi: 3.0.0\npaths: " + b"[" * 5000, "deep.yaml"),
    "laughs.yaml": (laughs().encode(), "laughs.yaml"),
    "utf16.json": (contract_of(["/a/"]).encode("utf-16"), "utf16.json"),
    "latin.json": (b'{"openapi": "3.0.0", "info": {"title": "caf\xe9"}, "paths": {}}',
                   "latin.json:1:"),
    "nul.json": (b'{"openapi": "3.0.0", \x00}', "nul.json:1:"),
    "binary.yaml": (bytes(range(256)) * 20, "binary.yaml"),
    "html.json": (b"<!doctype html><title>Not found</title>", "html.json:1:"),
    "list.json": (b"[1, 2, 3]", "list.json"),
    "null.json": (b"null", "null.json"),
    "version.json": (b'{"openapi": "9.9", "paths": {}}', "version.json"),
    "paths.json": (b'{"openapi": "3.0.0", "paths": [1]}', "paths.json"),
    "self.json": (b'{"openapi": "3.0.0", "paths": {"$ref": "#/paths"}}', "self.json"),
}

BAD_IDENTITIES = {
    "member.yaml": ("identities: {alice: {bearer: x, colour: red}}", "member.yaml:1:"),
    "top.yaml": ("users: {alice: {bearer: x}}", "top.yaml:1:"),
    "env.yaml": ("identities: {alice: {bearer: 'env:POSTERN_NO_SUCH_VARIABLE'}}",
                 "POSTERN_NO_SUCH_VARIABLE is not set"),
    "file.yaml": ("identities: {alice: {bearer: 'file:none.txt'}}", "none.txt"),
    "lines.yaml": ('identities: {alice: {bearer: "a\\r\\nX-Evil: 1"}}', "lines.yaml:1:"),
    "scalar.yaml": ("just words", "scalar.yaml:1:"),
    "cut-ids.yaml": ("identities: {alice: {bearer: ", "cut-ids.yaml:"),
    "laughs-ids.yaml": (laughs(), "laughs-ids.yaml"),
}


def inputs():
    for name, (text, says) in BAD_CONTRACTS.items():
        yield lambda p=write(name, text), s=says: run(scan(NOWHERE, contract=p), 2, s, within="err")
    for name, (text, says) in BAD_IDENTITIES.items():
        yield lambda p=write(name, text), s=says: run(scan(NOWHERE, identities=p), 2, s,
                                                      within="err")


# Servers.

def tls_context():
    key, certificate = os.path.join(WORK, "key.pem"), os.path.join(WORK, "cert.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", certificate,
                    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
                   check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate


def servers():
    context, certificate = tls_context()
    yield lambda: run(scan("http://postern-no-such-host.invalid"), 3, "no-such-host.invalid")
    yield lambda: against("sane", 3, "https://127.0.0.1", scheme="https")
    yield lambda: against("sane", 3, "http://127.0.0.1", context=context)
    yield lambda: against("sane", 3, "certificate", context=context, scheme="https")
    yield lambda: against("sane", 0, "enforced", "--fail-on", "high", "--insecure",
                          context=context, scheme="https")
    yield lambda: against("sane", 0, "enforced", "--fail-on", "high", "--ca-file", certificate,
                          context=context, scheme="https")
    yield lambda: against("sane", 0, "enforced", "--fail-on", "high")
    yield lambda: against("sane", 0, "enforced", "--fail-on", "high", identities=USERS)
    for mode in ("old", "more-than-said"):
        yield lambda m=mode: against(m, 0, "enforced", "--fail-on", "high")
    for mode in ("bomb", "cookies", "not-utf8", "bans"):
        yield lambda m=mode: against(m, 3, "judged 0 of 12")
    yield lambda: against("swaps", 3, "incomplete: ")
    for mode in ("closes", "closes-within", "closes-after-head", "half-closes", "endless-head", "garbage", "hints",
                 "chunks"):
        yield lambda m=mode: against(m, 3, "127.0.0.1")
    for mode in ("stalls", "drips"):
        yield lambda m=mode: against(m, 3, "127.0.0.1", "--timeout", "1")
    for mode in ("circles", "always-500", "always-401", "large"):
        yield lambda m=mode: against(m, 3, "no operation could be judged")
    for mode in ("endless-body", "deep", "escapes"):
        yield lambda m=mode: against(m, 1, "anonymous-access")
    for mode in ("always-429", "throttles"):
        yield lambda m=mode: against(m, 3, "429", "--patience", "2")
    yield lambda: against("vanishes", 3, "incomplete: ")
    yield lambda: against("no-login", 3, "alice: POST /login/ answered 401", identities=USERS)
    yield lambda: against("revokes", 3, "alice", identities=USERS)
    yield lambda: against("revokes", 3, "alice: ")
    yield in_vain
    yield without_identities
    yield lambda: against("sane", 3, "--max-requests", "--max-requests", "30")


def without_identities():
    server = Hostile("breaks")
    try:
        url = f"http://127.0.0.1:{server.port}"
        return run(["scan", CONTRACT, "--url", url, "--rate", "0", "--incomplete-ok"], 1, "auth-crash")
    finally:
        server.close()


def in_vain():
    """A login that goes on giving tokens which do not work is not asked for each operation. (Rules
    that ask a login for themselves are left out.)"""
    server = Hostile("revokes-in-vain")
    try:
        url = f"http://127.0.0.1:{server.port}"
        fault = run(scan(url, "--guesses", "0", "--skip", "token-claims-requested",
                         "--skip", "user-enumeration", "--skip", "no-rate-limit", identities=USERS), 3, "alice")
        return fault or (f"{server.logins} logins in vain" if server.logins > 8 else None)
    finally:
        server.close()


# Interruption and outputs.

def interrupted():
    """Ctrl-C in the middle: the reports are written."""
    server = Hostile("sane")
    report = os.path.join(WORK, "cut.json")
    arguments = scan(f"http://127.0.0.1:{server.port}", "--rate", "10", "-o", report)
    process = subprocess.Popen([POSTERN] + arguments + ["--rate", "10"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    while server.requests < 8 and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    server.close()
    if process.returncode != 3 or b"interrupted" not in out + err:
        return f"interrupted: status {process.returncode}\n{out}\n{err}"
    with open(report, encoding="utf-8") as file:
        if json.load(file)["complete"]:
            return "interrupted: the report calls itself complete"
    return None


def outputs():
    server = Hostile("sane")
    url = f"http://127.0.0.1:{server.port}"
    full = [(["-o", "/dev/full"], 2)] if os.path.exists("/dev/full") else []
    for more, status in full + [(["-o", "report"], 2), (["-o", "report.json.gz"], 2)]:
        fault = run(scan(url, *more), status, "ending", within="err")
        if fault:
            return fault
    os.symlink("/dev/full", os.path.join(WORK, "full.json"))
    for place, status in (("full.json", 3), ("none/r.json", 2), ("dir.json", 2)):
        before = server.requests
        fault = run(scan(url, "-o", os.path.join(WORK, place)), status, "could not be written",
                    within="err")
        if fault or (status == 2 and server.requests > before):
            return fault or f"{place}: requests were sent for a report that cannot be written"
    read, write_end = os.pipe()
    os.close(read)
    fault = run(scan(url, "--fail-on", "high"), 0, "", stdout=write_end)
    os.close(write_end)
    server.close()
    return fault


def main():
    os.mkdir(os.path.join(WORK, "dir.json"))
    cases = [*inputs(), *servers(), interrupted, outputs]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        faults = [fault for fault in pool.map(lambda case: case(), cases) if fault]
    for fault in faults:
        print("FAILED:", fault, file=sys.stderr)
    print(f"{len(cases) - len(faults)} passed, {len(faults)} failed")
    return 1 if faults else 0


sys.exit(main())
