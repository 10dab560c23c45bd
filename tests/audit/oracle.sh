#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The table of endpoints against a real Django: the lab, and a project that routes in every way.
set -eu
postern=$1
here=$POSTERN_SOURCE
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LAB_RUN="$work" PYTHONDONTWRITEBYTECODE=1
/usr/bin/python3 "$here/tests/audit/oracle.py" "$postern" "$here/lab" lab.settings
/usr/bin/python3 "$here/tests/audit/oracle.py" "$postern" "$here/tests/audit/library" \
    library.settings.production --least 100
