#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The guard's policy: begun, checked, explained; and configurations that must not be used.
# shellcheck disable=SC1091,SC2154 # check.sh sets postern and work
set -eu
. "$(dirname "$0")/check.sh"
umask 022
conf=$work/guard.yaml

cat >"$work/openapi.yaml" <<'END'
openapi: 3.0.3
info: {title: Depot, version: '1'}
components:
  securitySchemes:
    staff: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-Key}
paths:
  /crates/{id}/:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {security: [{staff: []}, {key: []}], responses: {'200': {description: fine}}}
  /key/: {get: {security: [{key: []}], responses: {'200': {description: fine}}}}
  /open/: {get: {security: [], responses: {'200': {description: fine}}}}
END
echo '{"kty":"oct","alg":"HS256","k":"bWFkZS11cC1mb3ItdGVzdHMtYW5kLWxvbmctZW5vdWdoISE"}' >"$work/key.json"

# From the contract: blanks are told, and once they are filled it is used.
check 0 'issuer:      # to fill in' guard --from "$work/openapi.yaml"
cp "$work/out" "$conf"
check 2 "guard.yaml:" guard -c "$conf" --check
check 2 "'issuer' is blank" guard -c "$conf" --check
sed -i 's|issuer: .*|issuer: https://id.example|; s|audience: .*|audience: depot|
    s|algorithms: .*|algorithms: HS256|; s|key: .*|key: key.json|; s|^#  - "GET /open/"|  - "GET /open/"|
    /^  "key":/,/^    keys:/d' "$conf" # a scheme of the contract that nobody set up
check 0 '3 operations: 1 by credential, 1 public, 1 refused; anything else is refused.' guard -c "$conf" --check
check 0 'refused: it asks for key, which is not verified here' guard -c "$conf" --check
check 0 'staff: Bearer JWT, algorithm HS256; issuer https://id.example; audience depot; 1 key' guard -c "$conf" --check
check 0 'limits: failures within 900 s; of one user at an address 10' guard -c "$conf" --check
check 0 'X-Postern-User: the claim sub' guard -c "$conf" --check

explain() { # TEXT REQUEST
    check 0 "$1" guard -c "$conf" --explain "$2"
}
sed 's/scheme: bearer}/scheme: bearer}\n    other: {type: apiKey, in: header, name: Authorization, description: '"'"'required prefix "Depot"'"'"'}/' \
    "$work/openapi.yaml" >"$work/keyword.yaml"
check 0 'with another keyword' guard --from "$work/keyword.yaml"
explain 'decided by GET /crates/{id}/' 'GET /crates/7/'
explain 'opened by staff' 'HEAD /crates/%37/'
explain 'failures within 900 s' 'HEAD /crates/%37/'
explain 'Django sees the path /crates/7/' 'HEAD /crates/%37/'
explain 'without a credential: 401, there is no credential' 'GET /crates/7/'
explain 'it is public' 'GET /open/'
explain 'without a credential: 200, let through' 'GET /open/'
explain 'without a credential: 403, the policy refuses the operation' 'GET /key/'
explain '403, the contract names no such operation' 'OPTIONS /crates/7/'
explain '403, the contract names no such operation' 'GET /crates/7'
explain '400, the path can be read in two ways: a slash is encoded' 'GET /open%2f'

# Whoever can write it decides who passes.
for file in guard.yaml openapi.yaml key.json; do
    for mode in g+w o+w; do
        chmod $mode "$work/$file"
        check 2 "$file: error: is writable by others" guard -c "$conf" --check
        chmod go-w "$work/$file"
    done
done
check 0 '3 operations' guard -c "$conf" --check

# What is left open.
sed 's/^precedence/# precedence/' "$conf" >"$work/mixed.yaml"
check 2 'openapi.yaml:10:5: error: GET /crates/{id}/ takes any of 2 sets' guard -c "$work/mixed.yaml" --check
sed 's/audience: .*//' "$conf" >"$work/less.yaml"
check 2 "has no 'audience', which a JWT needs" guard -c "$work/less.yaml" --check
sed 's|^contract: .*|contract: https://id.example/openapi.yaml|' "$conf" >"$work/remote.yaml"
check 2 'contract: must be a file' guard -c "$work/remote.yaml" --check
check 2 'absent.yaml: error: No such file' guard -c "$work/absent.yaml" --check
printf 'contract: [\n' >"$work/torn.yaml"
check 2 'torn.yaml:2:1: error' guard -c "$work/torn.yaml" --check

sed 's/^listen: .*/listen: 0.0.0.0:80/' "$conf" >"$work/wide.yaml"
check 2 "'listen' must be a loopback address" guard -c "$work/wide.yaml" --check
sed 's/^proxies: .*/proxies: [nginx]/' "$conf" >"$work/who.yaml"
check 2 "'nginx' is neither an address nor unix" guard -c "$work/who.yaml" --check
sed 's/^proxies: .*//' "$conf" >"$work/nobody.yaml"
check 2 "'proxies' is missing" guard -c "$work/nobody.yaml"
sed 's/^listen: .*//' "$conf" >"$work/nowhere.yaml"
check 2 "'listen' is missing" guard -c "$work/nowhere.yaml"

# Who would be locked out?
printf '1.2.3.4 - - [t] "GET /nowhere/ HTTP/1.1" 200 7 "-" "-"\n' >"$work/access.log"
check 1 'the contract names no such operation; such as 1.2.3.4' guard -c "$conf" --replay "$work/access.log"
sed 's/ 200 / 404 /' "$work/access.log" >"$work/missed.log"
check 0 '1 would be refused, and were not served' guard -c "$conf" --replay "$work/missed.log"
check 2 'no line is one of an access log' guard -c "$conf" --replay "$conf"
check 2 'absent.log: error: not found' guard -c "$conf" --replay "$work/absent.log"

# Misuse.
check 2 '-c FILE is missing' guard
check 2 'give one of --check, --explain, --replay and --from' guard -c "$conf" --check --explain 'GET /'
check 2 '-c FILE is missing' guard --check
check 2 "'METHOD PATH' is wanted" guard -c "$conf" --explain GET
check 2 '--from: a file is wanted' guard --from http://127.0.0.1:9/openapi.json
finish
