#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The verbs inspect, verify and forge as people use them: tests/cli/token.sh POSTERN
set -euo pipefail

postern=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export MADE_UP=made-up-secret-of-these-tests-0123456789-0123456789
export SHORT=short-one
failed=0

# What it says must match, and its status must be as wanted.
expect() { # status pattern command...
    local wanted=$1 pattern=$2 status=0
    shift 2
    "$@" >out 2>err </dev/null || status=$?
    if [ "$status" != "$wanted" ] || ! grep -qE -e "$pattern" out err; then
        echo "not so: $* gave $status (wanted $wanted, $pattern)"
        cat out err
        failed=1
    fi
    if grep -q "$MADE_UP" out err; then
        echo "the secret was echoed by: $*"
        failed=1
    fi
}
token() { "$postern" token "$@"; }

claims=(--claim iss=me --claim 'aud=["us"]' --claim sub=alice --claim exp=now+600)
sound=$(token forge "${claims[@]}" --secret env:MADE_UP)
expect 0 '^accepted' token verify "$sound" --secret env:MADE_UP --issuer me --audience us
expect 0 'not compared' token verify "$sound" --secret env:MADE_UP
expect 1 'iss-wrong' token verify "$sound" --secret env:MADE_UP --issuer you
expect 1 'aud-wrong' token verify "$sound" --secret env:MADE_UP --audience them
expect 1 'expired' token verify "$sound" --secret env:MADE_UP --at 4000000000
expect 1 'alg-mismatch' token verify "$sound" --secret env:MADE_UP --alg HS384
expect 1 'signature-wrong' token verify "${sound%?????}AAAAA" --secret env:MADE_UP
expect 1 '"reason": "base64-signature"' token verify "$sound " --secret env:MADE_UP --format json
expect 0 '"accepted": true' token verify "$sound" --secret env:MADE_UP --format json
expect 2 'env:NAME or file:PATH' token verify "$sound" --secret "$RANDOM"
expect 2 'environment has no' token verify "$sound" --secret env:NO_SUCH_NAME_HERE
expect 2 'either --key' token verify "$sound"
short=$(token forge "${claims[@]}" --secret env:SHORT)
expect 0 'warning: the secret is shorter than the hash' token verify "$short" --secret env:SHORT
expect 1 'signature-wrong' token verify "$sound" --secret env:SHORT
expect 2 'shorter than the hash' env SHORT= "$postern" token verify "$sound" --secret env:SHORT

# Standard input, with the line end that echo adds.
if ! echo "$sound" | token verify --secret env:MADE_UP >/dev/null; then
    echo "not so: verify from standard input" && failed=1
fi

# As it was pasted: what is around it goes, and is told; verify keeps to the token's own bytes.
paste() { # pattern text verb...
    local pattern=$1 text=$2 status=0
    shift 2
    printf '%b' "$text" | token "$@" >out 2>err || status=$?
    if [ "$status" -gt 1 ] || ! grep -qE -e "$pattern" out err; then
        echo "not so: $* of $text gave $status (wanted $pattern)"
        cat out err
        failed=1
    fi
}
paste 'a byte-order mark' "\\xef\\xbb\\xbf$sound\\n" verify --secret env:MADE_UP
paste 'the name Authorization, the word Bearer' "Authorization: Bearer $sound\\n" verify --secret env:MADE_UP
paste 'the word JWT' "JWT $sound" inspect
paste 'quotes' "\"$sound\"\\n" inspect
paste 'the name "access_token", what follows it, quotes' "\"access_token\": \"$sound\",\\n" inspect
paste 'the name session, what follows it' "session=$sound; Path=/; HttpOnly" inspect
paste 'line breaks or blanks' "${sound:0:70}\\n${sound:70:60}\\r\\n  ${sound:130}\\n" inspect
paste 'the form UTF-16' "\\xff\\xfe$(printf '%s' "$sound" | sed 's/./&\\x00/g')" inspect
for text in "\\xef\\xbb\\xbf$sound" "Bearer $sound" "'$sound'"; do
    paste '"sub": "alice"' "$text" inspect
    paste '^accepted' "$text" verify --secret env:MADE_UP
done
expect 1 'there is white space in it' token verify "${sound:0:70} ${sound:70}" --secret env:MADE_UP
expect 2 'does not have three' token inspect "$sound $sound"
expect 2 'too long: at most 16 KiB' bash -c "head -c 2000000 /dev/zero | tr '\\0' x | $postern token inspect"
expect 2 'too long: the limit is 16 KiB' token inspect "e30.$(head -c 20000 /dev/zero | tr '\0' x).e30"

# Spelled otherwise than JOSE has it: read, forged in the same way, never verified.
export WEAK=secret
padded=eyJhbGciOiJoczI1NiJ9.eyJzdWIiOiJhbGljZSJ9.$(printf %s eyJhbGciOiJoczI1NiJ9.eyJzdWIiOiJhbGljZSJ9 |
    openssl dgst -sha256 -hmac secret -binary | base64 -w0 | tr '+/' '-_')
expect 1 'is padded with =|padded with =\)' token inspect "$padded"
expect 1 'alg is not spelled' token inspect "$padded"
expect 1 '^  secret$' token crack "$padded" --no-progress
expect 1 'padded with =' token verify "$padded" --secret env:WEAK
again=$(token forge "$padded" --claim sub=alice --secret env:WEAK)
[ "$again" = "$padded" ] || { echo "not so: forged in the token's own spelling: $again" && failed=1; }

# The payload is elsewhere.
detached=${sound%%.*}..${sound##*.}
expect 2 'the payload is detached' token crack "$detached"
expect 0 'the payload is detached' token inspect "$detached"
expect 1 'its payload is detached' token verify "$detached" --jws --secret env:MADE_UP
expect 2 'the signature has 0 bytes' token crack "${sound%.*}."

# Asymmetric keys; the public key as a secret.
openssl ecparam -name prime256v1 -genkey -noout -out es.pem
openssl pkey -in es.pem -pubout -out es.pub
signed=$(token forge --alg ES256 --key es.pem "${claims[@]}")
expect 0 '^accepted' token verify "$signed" --key es.pub
expect 0 '^accepted' token verify "$signed" --jws --key es.pem
openssl pkey -in es.pem -aes256 -passout env:MADE_UP -out locked.pem
expect 2 'encrypted: give its passphrase with --passphrase' token verify "$signed" --key locked.pem
expect 2 'its passphrase is not the one' token verify "$signed" --key locked.pem --passphrase env:SHORT
expect 0 '^accepted' token verify "$signed" --key locked.pem --passphrase env:MADE_UP
expect 2 'passphrase takes env:NAME' token verify "$signed" --key locked.pem --passphrase hello
expect 0 '^ey' token forge "$signed" --key locked.pem --passphrase env:MADE_UP
expect 2 'encrypted: give its passphrase' token forge "$signed" --key locked.pem
sed 's/^/    /' es.pub >indented.pub
expect 0 '^accepted' token verify "$signed" --key indented.pub
confused=$(token forge "$signed" --alg HS256 --secret file:es.pub)
expect 1 'alg-mismatch' token verify "$confused" --key es.pub
expect 2 'public key, certificate' token verify "$confused" --secret file:es.pub
embedded=$(token forge "$signed" --key es.pem --embed-key)
expect 1 'embedded-key' token verify "$embedded" --key es.pub
expect 0 '^accepted' token verify "$embedded" --key es.pub --pass-key-hints

# Forging changes what it is asked to, and nothing else.
odd=$(token forge --header-text '{ "alg":"HS256" }' --payload-text '{"a" : 1.0, "b":"\u0041"}' --secret env:MADE_UP)
kept=$(token forge "$odd" --unsigned)
[ "${odd%.*}." = "$kept" ] || { echo "not so: an unchanged token changed" && failed=1; }
[ "$(token forge "$odd" --keep-signature)" = "$odd" ] || { echo "not so: keep-signature" && failed=1; }
none=$(token forge "$sound" --alg nOnE --claim sub=admin)
expect 1 'alg-none' token verify "$none" --secret env:MADE_UP
expect 1 'alg-none' token inspect "$none"
expect 1 '"id": "alg-none"' token inspect "$none" --format json
expect 0 'Nothing weak' token inspect "$sound"
expect 1 'exp-missing' token verify "$(token forge "$sound" --without-claim exp --secret env:MADE_UP)" --secret env:MADE_UP
expect 0 '^accepted' token verify "$(token forge "$sound" --without-claim exp --secret env:MADE_UP)" --secret env:MADE_UP --without-expiry
expect 2 'no token that can be read' token inspect hello
expect 2 'needs --secret' token forge "$sound"
expect 2 'NAME=VALUE' token forge --claim sub --unsigned
expect 2 "did you mean 'inspect'" token inspct "$sound"
exit $failed
