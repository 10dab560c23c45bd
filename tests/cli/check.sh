# SPDX-License-Identifier: Apache-2.0
# Sourced by the tests of the command line: runs postern and compares what it says and how it ends.
# $1 of the test is the program.
postern=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail() {
    echo "FAILED: $*" >&2
    sed 's/^/    /' "$work/out" "$work/err" >&2
    failed=$((failed + 1))
}

# check STATUS TEXT ARGUMENTS...: TEXT is to stand in what is printed.
check() {
    status=$1 text=$2
    shift 2
    got=0
    "$postern" "$@" >"$work/out" 2>"$work/err" </dev/null || got=$?
    [ "$got" -eq "$status" ] || fail "postern $*: status $got, not $status"
    ! grep -qE 'Sanitizer|runtime error:' "$work/err" || fail "postern $*: caught by a sanitizer"
    cat "$work/out" "$work/err" | grep -qF -e "$text" || fail "postern $*: does not say: $text"
}

finish() {
    if [ "$failed" -ne 0 ]; then
        echo "$failed failed" >&2
        exit 1
    fi
}
