#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a newcomer meets first: the demo scans a small part of the lab, few requests that is, and says how to
# scan all of it; the README shows what an identities file looks like, and that file is one.
# shellcheck disable=SC1091,SC2154 # check.sh sets postern and work
set -eu
. "$(dirname "$0")/check.sh"
root=$(dirname "$0")/../..

"$root/tools/demo" --plan "$(realpath "$postern")" >"$work/out" 2>"$work/err" || fail 'tools/demo --plan'
requests=$(sed -n 's/.* would be tested with about \([0-9]*\) requests.*/\1/p' "$work/out")
[ "${requests:-99999}" -lt 2000 ] || fail "the demo takes ${requests:-?} requests, which half a minute is short for"
grep -qF 'All of it, in minutes: tools/demo --all' "$root/tools/demo" || fail 'the demo does not say how to scan all'

sed -n '/^identities:/,/^```/p' "$root/README.md" | grep -v '^```' >"$work/ids.yaml"
echo made-up >"$work/bob.jwt"
printf '{"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {"responses": {}}}}}' >"$work/c.json"
export ALICE_PASSWORD=made-up KEY=made-up
postern=$(realpath "$postern")
cd "$work"
check 0 'would be tested' scan c.json --url http://127.0.0.1:9 -i ids.yaml --dry-run
finish
