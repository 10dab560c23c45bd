#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# postern.yaml: where it is found, what it sets, what the command line says instead, and every way to
# get it wrong, with its place.
# shellcheck disable=SC1091,SC2154 # check.sh sets postern and work
set -eu
. "$(dirname "$0")/check.sh"
postern=$(realpath "$postern")
mkdir -p "$work/repo/.git" "$work/repo/deep/er" "$work/repo/api"
cat >"$work/repo/api/openapi.yaml" <<'END'
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /orders/{id}: {get: {security: [{b: []}], parameters: [{in: path, name: id, required: true, schema: {type: integer}}], responses: {}}}
  /labels: {get: {security: [{b: []}], responses: {}}}
components: {securitySchemes: {b: {type: http, scheme: bearer}}}
END
cat >"$work/repo/postern.yaml" <<'END'
scan:
  contract: api/openapi.yaml
  url: http://127.0.0.1:9
  dry-run: true
  verbose: true
  only: [anonymous-access]
  include: GET /**
  param: {tenant: acme}
operations:
  GET /orders/{id}: {parameters: {id: 4711, idd: 3}}
  GET /labels: {skip: it prints}
  GET /gone/**: {public: true}
END

# From below, paths are the file's; a skipped operation says why, and what fits nothing is told.
cd "$work/repo/deep/er"
check 0 'http://127.0.0.1:9/orders/4711' scan
check 0 'GET     /labels  untested: it prints' scan
check 0 "postern.yaml:10:45: warning: 'GET /orders/{id}' has no parameter 'idd'; did you mean 'id'?" scan
check 0 "postern.yaml:12:3: warning: 'GET /gone/**' fits no operation of the contract" scan
check 0 '../../postern.yaml: note: what it says is in use' scan
# So does an acceptance whose route was renamed; an undeclared method, and what no contract names, may be accepted.
cp ../../postern.yaml kept.yaml
printf 'accepted:\n- {rule: no-hsts, operation: "GET /old/{id}", reason: a}\n- {rule: method-gap, operation: HEAD /labels, reason: a}\n- {rule: undocumented-operation, operation: /x, reason: a}\n- {rule: open-endpoint, operation: /y, reason: a}\n' >>../../postern.yaml
check 0 "postern.yaml:14:3: warning: it accepts 'GET /old/{id}', which fits no operation of the contract" scan
[ "$(grep -c 'it accepts' "$work/err")" = 1 ] || fail 'an acceptance is told that fits, or may fit'
mv kept.yaml ../../postern.yaml
# The command line wins, and can take a flag back.
check 0 'http://127.0.0.1:8/orders/4711' scan --url http://127.0.0.1:8
check 2 'unknown option' scan --verbos=false
check 0 '1 operation would be tested' scan --verbose=false
check 2 'takes no value, or true or false' scan --verbose=no
check 0 '0 operations would be tested' scan --include /nowhere
# What selects and fits nothing is told, wherever it stands; what fits something is not.
check 0 "openapi.yaml: warning: --include '/nowhere' fits no operation of the contract" scan --include /nowhere --include /labels
[ "$(grep -c "fits no operation of the contract" "$work/err")" = 2 ] || fail "a pattern that fits is told, or an entry is not"
check 0 "warning: --exclude 'DELETE /labels' fits no operation of the contract" scan --exclude 'DELETE /labels'
check 0 '0 operations would be tested' scan --exclude '/orders/**' --verbose=false --include '/**'
# None, another, and what lies above the repository is not read.
check 2 '--url is needed' scan --no-config
printf 'scan: {url: "http://127.0.0.1:7", contract: repo/api/openapi.yaml, dry-run: true}\n' >"$work/postern.yaml"
check 0 'http://127.0.0.1:7/' scan --config "$work/postern.yaml"
mv "$work/repo/postern.yaml" "$work/repo/api/away.yaml"
check 2 '--url is needed' scan

# What is wrong.
cd "$work/repo"
bad() { # PLACE-AND-TEXT CONTENT
    printf "$2" >postern.yaml
    check 2 "postern.yaml:$1" scan --url http://127.0.0.1:9
}
bad "1:1: error: postern.yaml has no member 'scna'; did you mean 'scan'?" 'scna: {}\n'
bad "1:8: error: postern scan has no option 'rat'; did you mean 'rate'?" 'scan: {rat: 5}\n'
bad "1:8: error: 'rate' must be a number" 'scan: {rate: fast}\n'
bad "1:8: error: 'concurrency' must be a whole number" 'scan: {concurrency: 1.5}\n'
bad "1:8: error: 'quick' must be true or false" 'scan: {quick: yes}\n'
bad "1:8: error: 'color' must be one of auto|always|never" 'scan: {color: pink}\n'
bad "1:8: error: 'url' must be a text" 'scan: {url: [a]}\n'
bad "1:21: error: 'include' must be a text, or a list of texts" 'scan: {include: [a, {b: c}]}\n'
bad "1:15: error: only: there is no rule 'no-hstss'; did you mean 'no-hsts'?" 'scan: {only: [no-hstss]}\n'
bad "1:8: error: 'config' belongs on the command line alone" 'scan: {config: a}\n'
bad "2:3: error: 'rate' stands twice in scan" 'scan:\n  rate: 1\n  rate: 2\n'
bad "1:1: error: scan must be a mapping" 'scan: [rate]\n'
bad "1:1: error: postern.yaml must be a mapping" '[scan]\n'
bad "2:1: error: a character that nothing begins with: YAML is indented by spaces" 'scan:\n\trate: 1\n'
bad "1:8: error: output: '../r.json' lies outside the folder of postern.yaml" 'scan: {output: ../r.json}\n'
bad "1:24: error: there is no rule 'no-hst'; did you mean 'no-hsts'?" 'accepted: [{reason: a, rule: no-hst}]\n'
bad "1:12: error: a finding is accepted for a reason: say it" 'accepted: [{rule: no-hsts}]\n'
bad "1:12: error: which finding is accepted? Say its rule or its fingerprint" 'accepted: [{reason: a}]\n'
bad "1:39: error: '2027-02-30' is no day" 'accepted: [{rule: no-hsts, reason: a, until: 2027-02-30}]\n'
bad "1:23: error: an operation has no member 'publik'; did you mean 'public'?" 'operations: {GET /x: {publik: true}}\n'
bad "1:14: error: 'GET /x' says nothing" 'operations: {GET /x: {}}\n'
bad "1:36: error: 'a' must be a text, a number, true or false" 'operations: {GET /x: {parameters: {a: [1]}}}\n'
bad "6:11: error: too many nodes" 'a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]\n'
printf '\357\273\277scan:\n  url: http://127.0.0.1:6\n  contract: api/openapi.yaml\n  dry-run: true\naudit:\n  quiet: true\n' >postern.yaml
check 0 'http://127.0.0.1:6/labels' scan -v
# Other verbs have sections, too; a file that was found writes into its own folder alone, whatever is written.
says() { # PLACE-AND-TEXT CONTENT VERB ARGUMENTS...
    printf "$2" >postern.yaml
    text=$1
    shift 2
    check 2 "postern.yaml:$text" "$@"
}
says "1:8: error: resume: '../j' lies outside the folder of postern.yaml" 'scan: {resume: ../j}\n' scan --url http://127.0.0.1:9
says "1:9: error: output: '/r.json' lies outside the folder of postern.yaml" 'merge: {output: /r.json}\n' merge
says "1:12: error: baseline: 'a/../../b' lies outside the folder of postern.yaml" 'baseline: {baseline: a/../../b}\n' baseline
says "1:8: error: 'fail-on' must be one of info|low|medium|high|critical" 'diff: {fail-on: red}\n' diff
says "1:10: error: 'rate' must be a number" 'replay: {rate: fast}\n' replay
says "1:8: error: 'config' belongs on the command line alone" 'diff: {config: a}\n' diff
says "1:9: error: 'check' belongs on the command line alone" 'guard: {check: true}\n' guard
says "1:9: error: postern guard has no option 'confg'; did you mean 'config'?" 'guard: {confg: a}\n' guard
head='"postern": "0.1.0", "kind": "scan", "target": "http://h", "started": "2026-11-27T10:00:00Z",
  "finished": "2026-11-27T10:00:01Z", "requests": 1, "complete": true, "ended": true, "operations": []'
echo "{$head, \"findings\": []}" >r.json
echo "{$head,"' "findings": [{"rule": "no-hsts", "fingerprint": "00000000000000aa", "severity": "medium", "confidence": "confirmed", "title": "t",
   "message": "m", "operations": []}]}' >s.json
printf 'diff: {fail-on: high}\nmerge: {output: m.html}\nbaseline: {baseline: kept.json}\n' >postern.yaml
check 0 'new       medium' diff r.json s.json
check 0 'postern.yaml: note: what it says is in use' diff r.json s.json
check 1 'new       medium' diff r.json s.json --fail-on low
check 1 'new       medium' diff r.json s.json --no-config
check 3 'no operation was selected' merge s.json
grep -q '<html' m.html || fail 'merge: its output is not where postern.yaml says'
check 0 'kept.json: 1 finding kept, 1 new, 0 gone' baseline update s.json
# The guard's policy may stand there; who names one with -c is led by no file that lies about.
printf 'guard: {config: guard/policy.yaml}\n' >postern.yaml
check 2 'guard/policy.yaml: error: No such file' guard --check
cd deep
check 2 '../guard/policy.yaml: error: No such file' guard
cd ..
printf 'guard: {confg: a}\n' >postern.yaml
check 2 'other.yaml: error: No such file' guard -c other.yaml --check
printf '{}\n' >postern.yaml
check 2 '-c FILE is missing, and no postern.yaml says guard: {config: FILE}' guard --check
# Verbs of tokens, drafts and the catalogue.
says "1:9: error: token has no member 'verfy'; did you mean 'verify'?" 'token: {verfy: {}}\n' rules
says "1:1: error: token must be a mapping" 'token: [verify]\n' rules
says "1:9: error: token verify must be a mapping" 'token: {verify: [key]}\n' token verify
says "1:18: error: 'leeway' must be a whole number" 'token: {verify: {leeway: short}}\n' token verify
says "1:18: error: postern token verify has no option 'isuer'; did you mean 'issuer'?" 'token: {verify: {isuer: a}}\n' token verify
says "1:12: error: output: '../o.yaml' lies outside the folder of postern.yaml" 'contract: {output: ../o.yaml}\n' contract
says "1:9: error: 'format' must be one of text|json" 'rules: {format: yaml}\n' rules
says "1:11: error: postern explain has no option 'format'" 'explain: {format: json}\n' explain no-hsts
printf 'LAB-ONLY-a-secret-of-32-letters-or-more' >secret.txt
printf 'token:\n  forge: {secret: "file:secret.txt", claim: sub=anna}\n  verify: {secret: "file:secret.txt", without-issuer: true, without-audience: true, without-expiry: true}\n  inspect: {format: json}\nrules: {format: json}\nexplain: {color: always}\ncontract: {output: drafted.yaml}\n' >postern.yaml
cd deep
"$postern" token forge >token.txt 2>"$work/err" || fail 'token forge: its secret is not where postern.yaml says'
check 0 'accepted' token verify "$(cat token.txt)"
check 0 '../postern.yaml: note: what it says is in use' token verify "$(cat token.txt)"
check 2 'give either --key FILE or --secret' token verify "$(cat token.txt)" --no-config
check 1 '"sub": "anna"' token inspect "$(cat token.txt)"
check 0 '"id": "no-hsts"' rules
check 0 'no-hsts  ' rules --format text
check 0 "$(printf '\033[1mno-hsts')" explain no-hsts
cd ..
printf '127.0.0.1 - - [27/Nov/2026:10:00:00 +0000] "GET /api/orders/7/ HTTP/1.1" 200 12\n' >access.log
check 0 '1 operation drafted from 1 request' contract access.log
grep -q /api/orders/ drafted.yaml || fail 'contract: its output is not where postern.yaml says'
# Two of its sections do not get in each other's way; a fix is nobody's default.
printf 'audit: {fix: true}\n' >postern.yaml
check 2 "postern.yaml:1:9: error: 'fix' belongs on the command line alone" audit
head -c 2000000 /dev/zero | tr '\0' '#' >postern.yaml
check 2 'postern.yaml: error: a limit was exceeded' audit
printf 'scan: {url: http://127.0.0.1:6}\n' >postern.yaml
chmod o+w postern.yaml
check 2 'anybody may write it; to use it all the same, name it with --config' audit
check 2 "$work/none.yaml: error: not found" scan --config postern.yaml "$work/none.yaml"
check 2 "$work/none.yaml: error: not found" scan --config "$work/none.yaml"
finish
