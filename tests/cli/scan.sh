#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# "postern scan" from end to end against a small API: findings, baseline, budget, interruption.
# shellcheck disable=SC1091,SC2154 # check.sh sets postern and work
set -eu
. "$(dirname "$0")/check.sh"
here=$(dirname "$0")

# until_lines N: waits until the target has said so much: its port, then a line a request.
until_lines() {
    while [ "$(wc -l <"$work/port")" -lt "$1" ]; do
        kill -0 $server || exit 1
        sleep 0.1
    done
}

# serve PATH...: starts a target with these operations; sets url and server.
serve() {
    : >"$work/port"
    /usr/bin/python3 "$here/target.py" "$@" >"$work/port" &
    server=$!
    trap 'kill $server 2>/dev/null || :; rm -rf "$work"' EXIT
    until_lines 1
    url=http://127.0.0.1:$(head -n 1 "$work/port")
}

# json EXPRESSION FILE: true in Python, d being the document.
json() {
    /usr/bin/python3 -c "import json,sys; d=json.load(open(sys.argv[1])); sys.exit(not ($1))" "$2" ||
        fail "$2: not $1"
}

echo 'identities: {alice: {bearer: good}}' >"$work/ids.yaml"
serve /api/open/ /api/shut/

# The contract is found where it is served; the open gate is found.
check 1 "$url/openapi.json: note: the contract was found here" scan --url "$url" -i "$work/ids.yaml"
grep -qF 'CRITICAL  anonymous-access' "$work/out" || fail 'no critical finding'
grep -qF 'OPEN' "$work/out" || fail 'no OPEN in the matrix'
grep -qF "$(printf '\033')" "$work/out" && fail 'colour without a terminal'

check 1 '' scan "$url/openapi.json" --url "$url/" -i "$work/ids.yaml" -o "$work/r.json" \
    -o "$work/r.html" -o "$work/r.sarif" -o "$work/r.xml" -o "$work/r.md"
json 'd["kind"] == "scan" and d["complete"] and d["findings"][0]["rule"] == "anonymous-access"' "$work/r.json"
json '[o["verdict"] for o in d["operations"]] == ["open", "enforced"]' "$work/r.json"
json 'd["version"] == "2.1.0"' "$work/r.sarif"
/usr/bin/python3 -c 'import sys,xml.dom.minidom as m; m.parse(sys.argv[1])' "$work/r.xml" || fail 'r.xml'
grep -qF 'Bearer good' "$work"/r.* && fail 'a secret stands in a report'
check 1 '"kind": "scan"' scan --url "$url" -i "$work/ids.yaml" --format json
json 'd["operations"][0]["matrix"]["anonymous"] == "granted"' "$work/out"

# Colour when asked for; --fail-on; --only; --include.
check 1 "$(printf '\033[1;31mOPEN')" scan --url "$url" -i "$work/ids.yaml" --color always
check 0 '' scan --url "$url" -i "$work/ids.yaml" --include '/api/shut/' --fail-on medium
check 0 'no findings' scan --url "$url" -i "$work/ids.yaml" --include '/api/shut/' --only anonymous-access
check 1 '' scan --url "$url" -i "$work/ids.yaml" --only anonymous-access --fail-on critical

# Two scans give the same fingerprints, so the first is a baseline for the second.
check 0 'no new findings' scan --url "$url" -i "$work/ids.yaml" --baseline "$work/r.json" \
    -o "$work/again.json"
json 'all(f["known"] for f in d["findings"])' "$work/again.json"
check 0 'no new findings' scan --url "$url" -i "$work/ids.yaml" --baseline "$work/again.json"

# The plan sends nothing; standard input is a contract.
check 0 'operations would be tested' scan --url "$url" -i "$work/ids.yaml" --dry-run
grep -qE 'about [0-9]+ requests \([0-9]+ to [0-9]+, by what its gates let in\)' "$work/out" || fail 'the plan tells no range'
# A session's writes carry CSRF's fields, and are foretold as what gets in.
cat >"$work/session.yaml" <<'END'
openapi: 3.0.3
info: {title: session, version: '1'}
components: {securitySchemes: {session: {type: apiKey, in: cookie, name: sessionid}}}
security: [{session: []}]
paths:
  /orders/:
    post:
      requestBody: {content: {application/json: {schema: {type: object, required: [a], properties: {a: {type: string}}}}}}
      responses: {'201': {description: made}}
END
echo 'identities: {alice: {cookie: {sessionid: good, csrftoken: pair}}}' >"$work/session-ids.yaml"
check 0 '/orders/  about' scan "$work/session.yaml" --url "$url" -i "$work/session-ids.yaml" --dry-run
[ "$(sed -n 's/^POST .* about \([0-9]*\) requests/\1/p' "$work/out")" -gt 15 ] || fail 'foretold as refused'
"$postern" scan - --url "$url" --dry-run <"$work/r.json" >"$work/out" 2>"$work/err" &&
    fail 'a report is no contract'
grep -qF '<stdin>' "$work/err" || fail 'standard input has no name'

# What cannot be written is told before anything is asked.
asked=$(wc -l <"$work/port")
check 2 'could not be written' scan --url "$url" -i "$work/ids.yaml" -o "$work/r.json" -o "$work/none/r.json"
[ "$(wc -l <"$work/port")" -eq "$asked" ] || fail 'reports are opened after the first request'

# Too small a budget is incomplete, and so is what cannot be written.
check 3 'incomplete:' scan --url "$url" -i "$work/ids.yaml" --max-requests 5
echo 'identities: {alice: {bearer: good}, bob: {username: bob, password: wrong}}' >"$work/bob.yaml"
check 3 'incomplete:' scan --url "$url" -i "$work/bob.yaml"
check 1 'incomplete:' scan --url "$url" -i "$work/bob.yaml" --incomplete-ok
check 0 'incomplete:' scan --url "$url" -i "$work/bob.yaml" --incomplete-ok --only path-variant
check 3 'incomplete:' scan --url "$url" -i "$work/ids.yaml" --max-requests 1 --incomplete-ok
check 2 'could not be written' scan --incomplete-ok --url "$url" -i "$work/ids.yaml" -o "$work/none/r.json"
check 1 '"kind": "scan"' scan --url "$url" -i "$work/ids.yaml" --format json -o - -o "$work/UPPER.SARIF"
json 'd["version"] == "2.1.0"' "$work/UPPER.SARIF"
[ "$(grep -c '"kind": "scan"' "$work/out")" -eq 1 ] || fail '-o - prints twice'
LC_ALL=C "$postern" scan --url "$url" -i "$work/ids.yaml" >"$work/out" 2>"$work/err" || :
LC_ALL=C grep -q '[^ -~]' "$work/out" && fail 'LC_ALL=C gets more than ASCII'
LC_ALL=C.UTF-8 "$postern" scan --url "$url" -i "$work/ids.yaml" >"$work/out" 2>"$work/err" || :
LC_ALL=C grep -q '[^ -~]' "$work/out" || fail 'UTF-8 gets no more than ASCII'
if [ -c /dev/full ]; then
    got=0
    "$postern" scan --url "$url" -i "$work/ids.yaml" >/dev/full 2>"$work/err" || got=$?
    [ "$got" -eq 3 ] || fail "a full disk ends in $got"
fi
kill $server

# What is a symptom of another flaw stays one, whichever rules are asked for.
serve /api/unsigned/
SECRET=$(head -c 40 /dev/urandom | base64 -w 0) "$postern" token forge --secret env:SECRET \
    --claim sub=alice --claim exp=now+600 >"$work/token"
echo "identities: {alice: {bearer: 'file:$work/token'}}" >"$work/alice.yaml"
check 1 'jwt-signature-unchecked' scan --url "$url" -i "$work/alice.yaml"
grep -qF 'jwt-alg-none' "$work/out" && fail 'a symptom is told beside its cause'
check 1 'jwt-signature-unchecked' scan --url "$url" -i "$work/alice.yaml" \
    --only jwt-signature-unchecked
check 0 'no findings' scan --url "$url" -i "$work/alice.yaml" --only jwt-alg-none
check 0 'no findings' scan --url "$url" -i "$work/alice.yaml" --skip jwt-signature-unchecked -o "$work/s.json"
json 'not [f for f in d["findings"] if f["rule"].startswith("jwt-alg")]' "$work/s.json"
kill $server

# Interrupted, or left by its terminal: the report is written from what is known.
for signal in INT HUP; do
    serve /api/slow/
    got=0
    # Whoever runs the tests may have been told not to end with the terminal; this scan was not.
    env --default-signal=HUP "$postern" scan "$url/openapi.json" --url "$url" -i "$work/ids.yaml" --rate 5 \
        -o "$work/cut-$signal.json" >"$work/out" 2>"$work/err" &
    scan=$!
    until_lines 8
    kill -s $signal $scan
    wait $scan || got=$?
    [ "$got" -eq 3 ] || fail "a scan interrupted by $signal ends in $got"
    grep -qF 'incomplete:' "$work/out" || fail 'an interrupted scan does not say so'
    json 'not d["complete"]' "$work/cut-$signal.json"
    kill $server
done
finish
