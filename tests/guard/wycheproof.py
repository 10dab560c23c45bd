# SPDX-License-Identifier: Apache-2.0
"""Wycheproof's signed tokens, sent through nginx to a guard with their keys: none of them passes, since none says for
whom it is; and the log tells that the signatures of the valid ones were accepted, and of no other. A token of our own,
by one of the keys, passes. Usage: wycheproof.py POSTERN"""
import base64
import hashlib
import hmac
import json
import sys
import time

from kit import SOURCE, WORK, Guard, ask, start_application, start_nginx, write

VECTORS = SOURCE / "../shared/vectors/wycheproof/json_web_signature_test.json"
# Said of a payload or its claims, once the signature was accepted.
BEHIND = ("payload-", "exp", "nbf-", "not-yet", "iat-", "too-old", "iss-", "aud-", "sub-", "jti-")


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def header_alg(text):
    try:
        return json.loads(base64.urlsafe_b64decode(text.split(".")[0] + "==="))["alg"]
    except (ValueError, KeyError, TypeError):
        return None


def algorithm_of(group):
    key = group.get("public") or group["private"]
    valid = [header_alg(test["jws"]) for test in group["tests"] if test["result"] == "valid"]
    return key.get("alg") or (valid + ["HS256" if key["kty"] == "oct" else "RS256"])[0]


def verifies(group):
    key = group.get("public") or group["private"]
    return (algorithm_of(group) not in ("ES521", "PS521") and key.get("use", "sig") == "sig"
            and "verify" in key.get("key_ops", ["verify"]))


def configure(groups):
    schemes, paths, contract = [], [], []
    for number, group in enumerate(groups):
        key = group.get("public") or group["private"]
        write(f"key{number}.json", json.dumps(key))
        contract.append(f"    s{number}: {{type: http, scheme: bearer}}")
        paths.append(f"  /g{number}/: {{get: {{security: [{{s{number}: []}}]}}}}")
        if not verifies(group):  # the guard takes no such key; the operation is refused to everybody
            continue
        schemes.append(f"  s{number}: {{issuer: 'https://id.example', audience: depot, algorithms: {algorithm_of(group)}, "
                       f"key: key{number}.json}}")
    write("openapi.yaml", "openapi: 3.0.3\ninfo: {title: Depot, version: '1'}\ncomponents:\n  securitySchemes:\n"
          + "\n".join(contract) + "\npaths:\n" + "\n".join(paths) + "\n")
    write("guard.yaml", f"contract: openapi.yaml\nlisten: unix:{WORK}/guard.sock\nproxies: [unix]\nlog: guard.log\n"
          "limits: {user: 0,token: 0,address: 0,signatures: 0,everywhere: 0}\nidentity: {X-Postern-User: sub}\nschemes:\n" + "\n".join(schemes) + "\n")


def overrides():
    """Where our verdict differs from the label, each with a reason in the list."""
    text = (SOURCE / "tests/token/wycheproof_overrides.txt").read_text()
    return {int(line.split()[1]): line.split()[2] for line in text.splitlines() if line.startswith("signature ")}


def accepted(group, test, other):
    return other.get(test["tcId"], "accepted" if test["result"] == "valid" else "refused") == "accepted"


def send(path, token):
    return ask("nginx.sock", "GET", path, [("Authorization", "Bearer " + token)])[0]


def check(groups):
    other, sent, behind = overrides(), 0, 0
    for number, group in enumerate(groups):
        for test in group["tests"]:
            token = test["jws"]
            if not token.isascii() or not token.isprintable():
                continue  # no header has it
            status = send(f"/g{number}/", token)
            assert status in (400, 401, 403), (test, status)
            last = json.loads((WORK / "guard.log").read_text().splitlines()[-1])
            got = last["ground"] == "token-refused" and last["detail"].startswith(BEHIND)
            assert got == accepted(group, test, other), (test, last)
            sent += 1
            behind += got
    assert sent > 390 and behind > 30, (sent, behind)
    print(f"{sent} tokens through nginx: none passes, {behind} have a signature")


def check_own(groups):
    """By a key of theirs, with claims: the way is open for whoever may."""
    key = groups[0]["private"]
    claims = {"iss": "https://id.example", "aud": "depot", "sub": "ada", "exp": int(time.time()) + 600}
    signed = ".".join(encode(json.dumps(part).encode()) for part in ({"alg": "HS256", "kid": key["kid"]}, claims))
    secret = base64.urlsafe_b64decode(key["k"] + "==")
    token = signed + "." + encode(hmac.new(secret, signed.encode(), hashlib.sha256).digest())
    assert send("/g0/", token) == 200
    assert send("/g1/", token) == 401


def main():
    if not VECTORS.exists():
        print("no vectors there: skipped")
        sys.exit(77)
    groups = json.loads(VECTORS.read_text())["testGroups"]
    configure(groups)
    application = start_application()
    guard = Guard()
    nginx = start_nginx()
    try:
        check(groups)
        check_own(groups)
    finally:
        nginx.terminate()
        nginx.wait()
    guard.end()
    application.shutdown()


main()
