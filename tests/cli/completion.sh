#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Completion: the tables that print --help answer the shell; bash completes by them, and zsh and fish
# at least read their scripts, where they are installed.
# shellcheck disable=SC1091,SC2154 # check.sh sets postern and work
set -eu
. "$(dirname "$0")/check.sh"
ln -s "$(realpath "$postern")" "$work/postern"
PATH=$work:$PATH
postern=$work/postern # it changes its folder

check 2 'for which shell?' completion
check 2 "did you mean 'bash'?" completion bahs
check 0 '--url' scan --complete
check 0 'crack' token --complete
check 0 '--wordlist' token crack --complete
check 0 'baseline' --complete
# Every option of --help, and no other.
for verb in scan audit guard contract rules explain replay merge diff baseline 'token inspect' 'token verify' 'token forge' 'token crack'; do
    # shellcheck disable=SC2086 # two words
    "$postern" $verb --complete | cut -f1 | grep '^--' | sort >"$work/asked"
    # shellcheck disable=SC2086
    "$postern" $verb --help | sed -n 's/^ \{2,6\}\(-., \)\{0,1\}\(--[a-z0-9-]*\).*/\2/p' | sort >"$work/help"
    diff "$work/asked" "$work/help" >"$work/out" || fail "$verb: < --complete, > --help"
done

"$postern" completion bash >"$work/bash"
. "$work/bash"
completes() { # WANTED WORD...: the last word is completed to exactly those
    wanted=$1
    shift
    # shellcheck disable=SC2034 # read by the function
    COMP_WORDS=(postern "$@") COMP_CWORD=$#
    COMPREPLY=()
    _postern
    [ "${COMPREPLY[*]:-}" = "$wanted" ] || fail "completes '$*' to '${COMPREPLY[*]:-}', not '$wanted'"
}
: >"$work/out"
: >"$work/err"
completes 'scan' sc
completes '--allow-writes' scan --allow
completes 'sarif' scan --format sa
completes 'anonymous-access' explain anonymous
completes 'jwt-alg-none' scan --only jwt-alg-n
completes 'verify' token ver
completes '--wordlist' token crack --wordl
cd "$work"
completes 'help' scan hel
completes 'help' scan -o hel
completes '' nonsense --x
for shell in zsh fish; do
    "$postern" completion $shell >"$work/$shell"
    if command -v $shell >/dev/null; then
        $shell -n "$work/$shell" 2>"$work/err" || fail "$shell does not read its script"
    else
        echo "$shell is not here: its script was not tried"
    fi
done
finish
