#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The manual and --help name the same options, and every verb of the overview has its page.
# shellcheck disable=SC1091,SC2154 # check.sh sets postern and work
set -eu
. "$(dirname "$0")/check.sh"
man=${POSTERN_SOURCE:?}/man

# Rows of options, not the examples: at most six columns before the dashes.
options() {
    "$postern" "$@" --help 2>&1 | sed -n 's/^ \{2,6\}\(-., \)\{0,1\}--\([a-z0-9-]*\).*/\2/p'
}

for page in "$man"/postern-*.1; do
    verb=$(basename "$page" .1 | sed 's/^postern-//')
    case $verb in
    token) for inner in inspect verify forge crack; do options token $inner; done ;;
    *) options "$verb" ;;
    esac | sort -u >"$work/help"
    sed -n 's/^\.It .*Fl -\([a-z0-9-]*\).*/\1/p' "$page" | sort -u >"$work/page"
    : >"$work/err"
    diff "$work/help" "$work/page" >"$work/out" || fail "$page: < --help, > manual"
    [ -s "$work/help" ] || fail "$verb: no options"
done

# Every verb of the overview but help has its page.
"$postern" --help | sed -n 's/^  \([a-z]\{1,\}\)  *.*/\1/p' | grep -vx help | while read -r verb; do
    [ -f "$man/postern-$verb.1" ] || echo "$verb has no page"
done >"$work/out"
[ ! -s "$work/out" ] || fail 'verbs without a page'
finish
