#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# One scan as three shares at once with GNU parallel; for machines, add its --sshlogin and --return.
set -eu
url=$1
parallel --jobs 3 "postern scan openapi.yaml --url $url -i identities.yaml --shard {}/3 \
    -o share-{}.json --no-progress >/dev/null || test \$? -ne 2" ::: 1 2 3
postern merge share-*.json -o report.json --fail-on high
