# SPDX-License-Identifier: Apache-2.0
"""The same requests, as browsers, proxies and clients write them into HAR files, and as servers log them: each fills a
scan's parameters and bodies, and drafts the same contract; no credential of theirs comes out. Usage: traffic_flavours.py POSTERN"""
import base64
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

POSTERN = os.path.realpath(sys.argv[1])
ORIGIN, TOKEN = "https://depot.example.org", "a-recorded-token-4711"
CONTRACT = """
openapi: 3.0.3
info: {title: depot, version: '1'}
components: {securitySchemes: {staff: {type: http, scheme: bearer}}}
security: [{staff: []}]
paths:
  /crates/{label}:
    get: {parameters: [{in: path, name: label, required: true, schema: {type: string}}, {in: query, name: shelf, schema: {type: string}}], responses: {}}
  /crates:
    post: {requestBody: {content: {application/json: {schema: {type: object, properties: {colour: {type: string}}}}}}, responses: {}}
  /tags:
    post: {requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {tag: {type: string}}}}}}, responses: {}}
"""
READ = {"method": "GET", "url": ORIGIN + "/crates/4711?shelf=7", "httpVersion": "HTTP/1.1"}
JSON_BODY, FORM_BODY = '{"colour": "teal-recorded"}', "tag=recorded-tag"
PSEUDO = [{"name": name, "value": value} for name, value in ((":authority", "depot.example.org"), (":method", "GET"), (":path", "/x"), (":scheme", "https"))]
PAIR = [{"name": "tag", "value": "recorded-tag"}]
ANSWER = '{"id": 4711, "colour": "teal"}'
PAGE = {"request": {"method": "GET", "url": ORIGIN + "/logo.png", "headers": []}, "response": {
    "status": 200, "content": {"mimeType": "image/png", "text": "iVBORw0KGgo=", "encoding": "base64"}}}


def coded(text):
    return base64.b64encode(text.encode()).decode()


def entry(request, posted=None, name="Authorization", before=(), encoding=None, status=200, **more):
    """encoding: of the answer's body."""
    content = {"mimeType": "application/json", "text": coded(ANSWER) if encoding else ANSWER, **({"encoding": encoding} if encoding else {})}
    headers = [*before, {"name": name, "value": "Bearer " + TOKEN}]
    return {**more, "request": {**request, "headers": headers, **({"postData": posted} if posted else {})},
            "response": {"status": status, "headers": [], "content": content}}


def write(path, method="POST"):
    return {"method": method, "url": ORIGIN + path, "httpVersion": "http/2.0"}


def har(name, *entries, bom="", **more):
    return bom + json.dumps({"log": {"version": "1.2", "creator": {"name": name, "version": "1", "comment": "made up"}, "entries": list(entries), **more}})


def posted(kind, text=None, **more):
    return {"mimeType": kind, **({} if text is None else {"text": text}), **more}


FORM, BODY = "application/x-www-form-urlencoded", "application/json"
HARS = {
    "Chrome": har("WebInspector", {"_initiator": {}, "request": {"method": "GET", "url": "chrome-extension://abc/x.js", "headers": []}, "response": {"status": 200}},
                  {"request": {"method": "GET", "url": "data:image/gif;base64,R0", "headers": []}, "response": {"status": 200}}, PAGE,
                  entry(READ, name="authorization", before=PSEUDO, encoding="base64", _resourceType="fetch", _priority="High"),
                  entry(write("/crates"), posted(BODY, JSON_BODY), "authorization", PSEUDO), entry(write("/tags"), posted(FORM, FORM_BODY, params=PAIR), "authorization")),
    "Firefox": har("Firefox", entry(READ, comment="from a list", cache={}), entry(write("/crates"), posted(BODY, JSON_BODY, params=[])),
                   entry(write("/tags"), posted(FORM, FORM_BODY, params=PAIR, comment="")), browser={"name": "Firefox"}, pages=[], comment="made up"),
    "Safari": har("WebKit Web Inspector", entry({**READ, "httpVersion": "h2"}, before=PSEUDO, _fetchType="Network Load"),
                  entry(write("/crates"), posted(BODY, JSON_BODY)), entry(write("/tags"), posted(FORM, params=PAIR))),
    "mitmproxy": har("mitmproxy", entry(READ, name="authorization", encoding="base64", serverIPAddress="127.0.0.1"),
                     entry(write("/crates"), posted(BODY, JSON_BODY, params=[])), entry(write("/tags"), posted(FORM, FORM_BODY, params=PAIR))),
    "Charles": har("Charles Proxy", entry(READ, encoding="base64", comment="kept"), entry(write("/crates"), posted(BODY, coded(JSON_BODY), encoding="base64")),
                   entry(write("/tags"), posted(FORM, params=PAIR, comment="")), bom="\ufeff"),
    "Insomnia": har("Insomnia REST Client", entry({**READ, "settingEncodeUrl": True}), entry({**write("/crates"), "comment": "new"}, posted(BODY, JSON_BODY, params=[])),
                    entry(write("/tags"), posted(FORM, "", params=PAIR))),
    "a list alone": json.dumps({"log": {"entries": [entry(READ), entry(write("/crates"), posted("application/json; charset=utf-8", JSON_BODY)),
                                                    entry(write("/tags"), posted(FORM + ";charset=UTF-8", FORM_BODY))]}}, indent=2),
}
LOGGED, AT = "GET /crates/4711?shelf=7 HTTP/1.1", "28/Nov/2026:10:00:00 +0000"
LOGS = {
    "combined": f'10.0.0.1 - - [{AT}] "{LOGGED}" 200 30 "-" "curl/8"\n',
    "common": f'10.0.0.1 - anna [{AT}] "{LOGGED}" 200 30\n',
    "nginx with times": f'10.0.0.1 - - [{AT}] "{LOGGED}" 200 30 "-" "curl/8" "203.0.113.7" rt=0.004\n',
    "Apache with hosts": f'depot.example.org:443 10.0.0.1 - - [{AT}] "{LOGGED}" 200 30 "-" "curl/8"\n',
    "gunicorn": f'[2026-11-28 10:00:00 +0000] [7] [INFO] Listening at: http://0.0.0.0:8000 (7)\n10.0.0.1 - - [{AT}] "{LOGGED}" 200 30 "-" "curl/8"\n',
    "uvicorn": f'INFO:     Application startup complete.\nINFO:     10.0.0.1:50412 - "{LOGGED}" 200 OK\n',
    "Django's runserver": f'[28/Nov/2026 10:00:00] "{LOGGED}" 200 30\n',
    "in a container's log": f'web-1  | 10.0.0.1 - - [{AT}] "{LOGGED}" 200 30 "-" "curl/8"\n',
    "Traefik": f'10.0.0.1 - - [{AT}] "GET /crates/4711?shelf=7 HTTP/2.0" 200 30 "-" "-" 3 "depot@docker" "http://10.0.0.9:8000" 4ms\n',
    "Envoy": '[2026-11-28T10:00:00.310Z] "GET /crates/4711?shelf=7 HTTP/2" 200 - 0 30 4 3 "10.0.0.1" "curl/8" "1" "depot" "10.0.0.9:8000"\n',
    "nginx in JSON": json.dumps({"time": "2026-11-28T10:00:00+00:00", "remote_addr": "10.0.0.1", "request": LOGGED, "status": "200"}) + "\n",
    "nginx by parts": json.dumps({"msec": "1795860000.123", "request_method": "GET", "request_uri": "/crates/4711?shelf=7", "status": 200,
                                  "http_authorization": "Bearer " + TOKEN}) + "\n",
    "Caddy": json.dumps({"level": "info", "ts": 1795860000.5, "logger": "http.log.access", "msg": "handled request", "request": {
        "remote_ip": "10.0.0.1", "client_ip": "10.0.0.1", "proto": "HTTP/2.0", "method": "GET", "host": "depot.example.org", "uri": "/crates/4711?shelf=7",
        "headers": {"User-Agent": ["curl/8"], "Authorization": ["REDACTED"]}}, "bytes_read": 0, "duration": 0.004, "size": 30, "status": 200}) + "\n",
    "Traefik in JSON": json.dumps({"ClientHost": "10.0.0.1", "DownstreamStatus": 200, "OriginStatus": 200, "RequestMethod": "GET",
                                   "RequestPath": "/crates/4711?shelf=7", "RequestHost": "depot.example.org", "level": "info", "time": "2026-11-28T10:00:00Z"}) + "\n",
    "Envoy in JSON": json.dumps({"method": "GET", "path": "/crates/4711?shelf=7", "response_code": 200, "authority": "depot.example.org"}) + "\n",
}
FOREIGN = {  # what people hand over in place of one of these
    "a Postman collection": (json.dumps({"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}), "is a Postman collection"),
    "a contract": (json.dumps({"openapi": "3.0.3", "paths": {}}), "is no HAR file: log.entries is no list"),
    "a report": (json.dumps({"postern": "0.1.0", "kind": "scan"}), "is no HAR file: log.entries is no list"),
    "a HAR file cut short": (HARS["Chrome"][:-40], "error: "), "half a line": ('10.0.0.1 - - [28/Nov/2026] "GET /cra', "is neither a HAR file nor an access log"),
    "nothing": ("", "is empty"), "blanks": (" \n\n", "is empty"), "NULs": ("\0" * 64, "is neither a HAR file nor an access log"),
}


def run(folder, *command):
    done = subprocess.run([POSTERN, *command, "--no-config"], cwd=folder, text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said = done.stdout + done.stderr
    if TOKEN in said or "Sanitizer" in said or "runtime error:" in said:
        sys.exit(f"{command}: {said}")
    return done.returncode, said


def demand(holds, name, said):
    if not holds:
        sys.exit(f"traffic_flavours: {name}:\n{said}")


def scan(folder, name, wanted):
    status, said = run(folder, "scan", "openapi.yaml", "--url", "http://127.0.0.1:9", "--dry-run", "-v", "--allow-writes", "--traffic", "it")
    demand(status == 0 and all(words in said for words in wanted), f"{name}: {wanted}", said)
    demand(f"{len(wanted)} of " in said, name, said)


def draft(folder, name, paths):
    status, said = run(folder, "contract", "it", "-o", "drafted.yaml")
    text = (folder / "drafted.yaml").read_text(encoding="utf-8")
    drafted = yaml.safe_load(text)
    demand(status == 0 and set(drafted["paths"]) == set(paths) and TOKEN not in text and "authority" not in text, f"{name} drafted", said + text)
    return drafted


def check_har(folder, name, text):
    (folder / "it").write_text(text, encoding="utf-8")
    scan(folder, name, ["/crates/4711?shelf=7", "http://127.0.0.1:9/crates ", "http://127.0.0.1:9/tags"])
    drafted = draft(folder, name, ["/crates/{crate_id}", "/crates", "/tags"])
    schemes = [each.get("scheme") for each in drafted["components"]["securitySchemes"].values()]
    body = drafted["paths"]["/crates"]["post"]["requestBody"]["content"][BODY]["schema"]["properties"]
    form = drafted["paths"]["/tags"]["post"]["requestBody"]["content"][FORM]["schema"]["properties"]
    demand(schemes == ["bearer"] and set(body) == {"colour"} and set(form) == {"tag"}, name, json.dumps(drafted))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "openapi.yaml").write_text(CONTRACT)
        for name, text in HARS.items():
            check_har(folder, name, text)
        for name, text in LOGS.items():
            (folder / "it").write_text(text, encoding="utf-8")
            scan(folder, name, ["/crates/4711?shelf=7"])
            draft(folder, name, ["/crates/{crate_id}"])
        for name, (text, words) in FOREIGN.items():
            (folder / "it").write_text(text, encoding="utf-8")
            for command in (["scan", "openapi.yaml", "--url", "http://127.0.0.1:9", "--dry-run", "--traffic", "it"], ["contract", "it"]):
                status, said = run(folder, *command)
                demand(status == 2 and words in said, f"{name}: {command[0]}: {status}, not {words!r}", said)
    print(f"{len(HARS)} HAR files, {len(LOGS)} logs, {len(FOREIGN)} that are neither")


main()
