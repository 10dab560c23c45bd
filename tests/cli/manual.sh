#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The manual and --help name the same options, and every verb of the overview has its page.
# shellcheck disable=SC1091,SC2154 # check.sh sets postern and work
set -eu
. "$(dirname "$0")/check.sh"
man=${POSTERN_SOURCE:?}/man

for page in "$man"/postern-*.1; do
    verb=$(basename "$page" .1 | sed 's/^postern-//')
    "$postern" help "$verb" >"$work/out" 2>"$work/err" || fail "postern help $verb"
    # Only rows of options count, not the examples: at most six columns before the dashes.
    sed -n 's/^ \{2,6\}\(-., \)\{0,1\}--\([a-z0-9-]*\).*/\2/p' "$work/out" | sort -u >"$work/help"
    sed -n 's/^\.It .*Fl -\([a-z0-9-]*\).*/\1/p' "$page" | sort -u >"$work/page"
    diff "$work/help" "$work/page" >"$work/out" || fail "$page: < --help, > manual"
done
finish
