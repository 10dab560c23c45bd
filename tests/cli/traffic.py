#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Recorded traffic fills a scan's requests: a HAR file and an access log say the same; what the user
says goes before; no credential is sent again; bad files are refused with a place. Usage: traffic.py POSTERN"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

POSTERN = str(Path(sys.argv[1]).resolve())
CONTRACT = """
openapi: 3.0.3
info: {title: depot, version: '1'}
components: {securitySchemes: {staff: {type: http, scheme: bearer}}}
security: [{staff: []}]
paths:
  /crates/{label}:
    get:
      parameters:
        - {in: path, name: label, required: true, schema: {type: string}}
        - {in: query, name: shelf, schema: {type: string}}
        - {in: query, name: access_token, schema: {type: string}}
      responses: {}
"""
URL = "https://depot.example.org/crates/blue?shelf=7&access_token=a-recorded-token"
ENTRY = {"request": {"method": "GET", "url": URL,
                     "headers": [{"name": "Authorization", "value": "Bearer a-recorded-token"}]},
         "response": {"status": 200}}
STRANGER = {"request": {"method": "GET", "url": "https://depot.example.org/shelves/4"}, "response": {"status": 200}}
LOG = '10.0.0.1 - - [1/Jan/2026:00:00:00 +0000] "GET /crates/blue?shelf=7 HTTP/1.1" 200 2 "-" "-"\n'


def fail(words):
    sys.exit(f"traffic: {words}")


def scan(folder, *more):
    done = subprocess.run([POSTERN, "scan", "openapi.yaml", "--url", "http://127.0.0.1:9", "--dry-run", "-v",
                           "--only", "anonymous-access", *more], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def expect(folder, more, wanted, absent=()):
    status, out, err = scan(folder, *more)
    for words in wanted:
        if words not in out + err:
            fail(f"{more}: no {words!r} in:\n{out}\n{err}")
    for words in absent:
        if words in out + err:
            fail(f"{more}: {words!r} in:\n{out}\n{err}")
    return status


def check_draft(folder):
    """A contract of the same file, with which a scan goes on."""
    done = subprocess.run([POSTERN, "contract", "t.har", "-o", "drafted.yaml"], cwd=folder, capture_output=True,
                          text=True, check=False)
    drafted = (folder / "drafted.yaml").read_text()
    if done.returncode or "2 operations drafted" not in done.stderr or "/shelves/{" not in drafted:
        fail(f"a contract: {done.returncode} {done.stderr}\n{drafted}")
    if "a-recorded-token" in drafted:
        fail(f"a credential is in the contract:\n{drafted}")
    done = subprocess.run([POSTERN, "scan", "drafted.yaml", "--url", "http://127.0.0.1:9", "--dry-run", "-v",
                           "--traffic", "t.har"], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode or "/shelves/4" not in done.stdout or "2 of 2 recorded" not in done.stderr:
        fail(f"a scan with it: {done.returncode} {done.stderr}\n{done.stdout}")
    for words, more in (("a HAR file or an access log is wanted", []), ("none.har: error: ", ["none.har"])):
        done = subprocess.run([POSTERN, "contract", *more], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode != 2 or words not in done.stderr:
            fail(f"contract {more}: {done.returncode} {done.stderr}")


def entry(url, method="GET", text=None):
    request = {"method": method, "url": url, "headers": [{"name": "Authorization", "value": "Bearer a-recorded-token"},
                                                         {"name": "X\nY: z", "value": "a\0"}]}
    if text is not None:
        request["postData"] = {"mimeType": "application/json", "text": text}
    return {"request": request, "response": {"status": 200}}


PATHS = ["/a\n  injected: true", "/a: {b: c}", "/x'\"#&*!|>%@`", "/\u202e/\0/b", "/../../etc/passwd", "/%2e%2e/%00/%ff",
         "/" + "a" * 5000, "/" + "/".join("abcdefgh" * 40), "//evil.example/x", "/{id}/{id}", "/~1~0/$ref", "/__proto__/constructor",
         "/\u00e9/\u65e5", "/a?x=1&x=2&=3&y\n=4", "/true/null/123", "/- a", "/? b", "/<<", "/ok/1"]
BODY = '{"a\\n b": {"$ref": "#/x"}, "k": [[[]]], "password": "a-recorded-password", "": 1}'
HAR_SHAPES = [None, 1, "x", [], {}, {"request": None}, {"request": {"method": 5, "url": 7}}, entry("::::"), entry(""),
              entry("http://h/ok/2", "POST", "[" * 3000 + "]" * 3000)]
WRONG_LOG = (b'10.0.0.1 - - [1/Jan/2026:00:00:00 +0000] "GET /a\\x22b/\\x00 HTTP/1.1" 200 2 "-" "-"\n'
             b'\x16\x03\x01\x02\xff noise\n10.0.0.1 - - [bad] "\\x16\\x03\\x01" 400 0\n{"method": 5}\n'
             b'10.0.0.1 - - [1/Jan/2026:00:00:00 +0000] "GET /ok/7 HTTP/1.1" 200 2 "-" "-"\n'
             b'10.0.0.1 - - [1/Jan/2026:00:00:00 +0000] "GET /a%0d%0aX:1/ok HTTP/1.1" 200 2 "-" "-"\n'
             b'10.0.0.1 - - [1/Jan/2026:00:00:00 +0000] "GET /' + b"z" * 70000 + b' HTTP/1.1" 200 2 "-" "-"\n'
             b'{"request_method": "GET", "request_uri": "/json/1\\n x: y", "status": 200}\n')


def check_hostile(folder):
    """Whatever traffic holds, the draft is a contract that others can read, with nothing in it but paths."""
    entries = [entry("http://h" + path, method, BODY) for path in PATHS for method in ("GET", "post", "", "FOO BAR", "G\nET")]
    (folder / "hostile.har").write_text(json.dumps({"log": {"entries": entries + HAR_SHAPES}}))
    (folder / "hostile.log").write_bytes(WRONG_LOG)
    for name in ("hostile.har", "hostile.log"):
        done = subprocess.run([POSTERN, "contract", name, "-o", "drafted.yaml"], cwd=folder, capture_output=True, text=True,
                              check=False)
        if done.returncode:
            fail(f"{name}: {done.returncode} {done.stderr}")
        text = (folder / "drafted.yaml").read_text(encoding="utf-8")
        drafted = yaml.safe_load(text)
        if not set(drafted) <= {"openapi", "info", "servers", "paths", "components"} or "injected" in text:
            fail(f"{name}: {text}")
        if "a-recorded" in text or "/ok/{ok_id}" not in drafted["paths"]:
            fail(f"{name}: {text}")
        for path in drafted["paths"]:
            if not path.startswith("/") or not path.isprintable():
                fail(f"{name}: a path {path!r}")
        done = subprocess.run([POSTERN, "scan", "drafted.yaml", "--no-config", "--url", "http://127.0.0.1:9", "--dry-run",
                               "--traffic", name], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode or "a-recorded" in done.stdout + done.stderr:
            fail(f"a scan with {name}: {done.returncode} {done.stderr}\n{done.stdout}")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "openapi.yaml").write_text(CONTRACT)
        (folder / "t.har").write_text(json.dumps({"log": {"entries": [ENTRY, STRANGER]}}, indent=1))
        (folder / "t.log").write_text(LOG)
        har = ["--traffic", "t.har"]
        expect(folder, har, ["/crates/blue?shelf=7", "t.har:19:4: warning: 'GET /shelves/4'", "1 of 2 recorded"],
               ["a-recorded-token"])
        expect(folder, ["--traffic", "t.log"], ["/crates/blue?shelf=7"])
        expect(folder, [*har, "--param", "shelf=9", "--param", "label=red"], ["/crates/red?shelf=9"], ["shelf=7"])
        (folder / "postern.yaml").write_text(
            "scan: {traffic: t.har}\noperations:\n  GET /crates/{label}:\n    parameters: {shelf: '8'}\n")
        expect(folder, [], ["/crates/blue?shelf=8"], ["shelf=7"])
        (folder / "postern.yaml").unlink()
        check_draft(folder)
        check_hostile(folder)
        (folder / "t.har").write_text('{"log": {"entries": [\n{"request": ')
        if expect(folder, har, ["t.har:2:13: error: "]) != 2:
            fail("a HAR file that was cut off: the status is not 2")
        (folder / "t.har").write_bytes(b"\x1f\x8b\x08\0")
        if expect(folder, har, ["t.har:1:1: error: is compressed"]) != 2:
            fail("a compressed file: the status is not 2")
        if expect(folder, ["--traffic", "none.har"], ["none.har: error: "]) != 2:
            fail("no file: the status is not 2")


main()
