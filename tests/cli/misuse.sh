#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every way to misuse the command line: a clear line, and the right exit status.
# shellcheck disable=SC1091,SC2154 # check.sh sets postern and work
set -eu
. "$(dirname "$0")/check.sh"
url=http://127.0.0.1:9

check 2 'Usage: postern VERB'
check 2 "did you mean 'scan'?" scna
check 2 "unknown option '--verison'" --verison
check 0 'postern ' --version
check 0 'Usage: postern VERB' --help
check 0 'postern scan: does the running API' help scan
check 2 "unknown verb 'nothing'" help nothing
check 0 'postern 0' version
check 2 "postern version: unexpected argument '--x'" version --x
check 2 "postern version: unexpected argument 'now'" --version now
check 0 'tells the version' version --help
check 0 'tells the version' help version
check 2 "postern help: unexpected argument 'nosuch'" help scan nosuch
check 2 "postern help: unexpected argument 'audit'" help scan audit
check 2 "postern help: unexpected argument 'more'" help token verify more
check 2 "postern help: unexpected argument 'nosuch'" help version nosuch
check 2 "postern help: unexpected argument 'nosuch'" help help nosuch
check 0 'postern scan: does the running API' --help scan
check 2 "unknown verb 'nothing'" --help nothing
check 2 "unknown option '--url'; the verb goes first: 'postern scan --url'" --url "$url" scan
check 2 "unknown verb 'openapi.yaml'; the verb goes first: 'postern audit openapi.yaml'" openapi.yaml audit
check 2 "unknown option '--alg'; the verb goes first: 'postern token verify --alg'" token --alg HS256 verify
check 0 'postern token verify: ' help token verify
check 2 "unknown verb 'vrify'; did you mean 'verify'?" help token vrify
check 0 '"id": "anonymous-access"' --rules --format json
check 0 'Why it matters' --explain anonymous-access
check 0 'postern token inspect: ' token decode --help

check 0 '--max-requests N' scan --help
check 2 '--url is needed' scan
check 2 "did you mean '--url'?" scan --ulr x
check 2 'is no http or https URL' scan --url ftp://127.0.0.1
check 2 'is no http or https URL' scan --url 127.0.0.1
check 2 'neither query nor fragment' scan --url "$url/?a=b"
check 2 'credentials belong into the identities' scan --url http://user:pass@127.0.0.1
check 2 'must not hold credentials' scan http://u:p@127.0.0.1/openapi.json --url $url
check 2 'unknown ending; known are .codequality.json .json .sarif .html .xml .md and -' scan --url $url -o report.pdf
check 2 'needs a value' scan --url
check 2 'takes no value' scan --url $url --quiet=yes
check 2 'is none of text|code-quality|json' scan --url $url --format pdf
check 2 'is none of info|low|medium|high|critical' scan --url $url --fail-on huge
check 2 'is not a number' scan --url $url --rate fast
check 2 'is not a number' scan --url $url --rate -1
check 2 'is not a whole number' scan --url $url --max-requests 1.5
check 2 'from 1 to' scan --url $url --concurrency 0
check 2 'from 0 to 100 percent' scan --url $url --min-judged 101
check 2 'from 0 to 10000' scan --url $url --guesses 10001
check 2 'is not a number' scan --url $url --min-judged many
check 2 'is not a number' scan --url $url --patience -1
check 2 'more than 0 seconds' scan --url $url --timeout 0
check 2 "did you mean 'anonymous-access'?" scan --url $url --only anonymus-access
check 2 "there is no rule 'zzz'" scan --url $url --skip zzz
check 2 "a header is 'Name: value'" scan --url $url -H nonsense
check 2 "a header is 'Name: value'" scan --url $url -H 'A: b
C: d'
check 2 'is not NAME=VALUE' scan --url $url --param id
check 2 "unexpected argument 'b'" scan a b --url $url
check 2 "Then say --url http://127.0.0.1:9" scan openapi.yaml http://127.0.0.1:9
check 2 "Then say --url $url" scan $url
check 2 'one contract can be scanned at a time, at one --url' scan a.yaml http://b --url $url
check 3 "--url is given twice: '$url' counts, 'http://127.0.0.1:8' does not" scan --url http://127.0.0.1:8 --url $url
check 2 "--identities is given twice: 'b' counts, 'a' does not" scan --url $url -i a -ib
check 3 "$url" scan --url $url --url $url
check 2 'the report could not be written: No such file' scan --url $url -o "$work/none/r.json"
mkdir "$work/dir.json"
check 2 'the report could not be written: Is a directory' scan --url $url -o "$work/dir.json"
check 2 "$work/none.yaml: error: not found" scan "$work/none.yaml" --url $url
check 2 'Is a directory' scan "$work" --url $url
check 2 "$work/none.yaml: error: not found" scan -i "$work/none.yaml" --url $url
check 2 "$work/none.json: error: not found" scan --baseline "$work/none.json" --url $url

printf '{"openapi": "3.0.0", "paths": {' >"$work/cut.json"
check 2 "$work/cut.json:1:" scan "$work/cut.json" --url $url
printf '{"a": 1}' >"$work/other.json"
check 2 "$work/other.json" scan "$work/other.json" --url $url
check 2 'this is no JSON report of postern' scan --baseline "$work/other.json" --url $url
printf '{"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {}}' >"$work/empty.json"
check 2 'declares no operation' scan "$work/empty.json" --url $url
printf 'identities: {alice: {pasword: x}}' >"$work/ids.yaml"
check 2 "$work/ids.yaml:1:" scan -i "$work/ids.yaml" --url $url

# Nothing listens on port 9: it is not the arguments that are wrong.
check 3 "$url" scan --url $url
check 3 "$url" scan $url/openapi.json --url $url

check 2 'which rule?' explain
check 2 "did you mean 'anonymous-access'?" explain anonymous-acces
check 2 'there is no rule' explain zzz
check 0 'Why it matters' explain anonymous-access
check 0 'algorithms=["HS256"], issuer="us")  # here' explain jwt-no-audience
check 0 'anonymous-access' rules
check 0 '"id": "anonymous-access"' rules --format json
check 2 'is none of' rules --format yaml

# What cannot be written is never a success.
if [ -c /dev/full ]; then
    got=0
    "$postern" rules >/dev/full 2>"$work/err" || got=$?
    : >"$work/out"
    [ "$got" -ne 0 ] || fail 'rules on a full disk ends in 0'
fi
finish
