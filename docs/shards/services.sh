#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A hundred services, eight at a time with GNU parallel: services.txt has a line for each, "NAME CONTRACT URL". Every one
# has reports of its own, and the gravest exit status is that of all; one that left none makes the whole incomplete.
set -eu
mkdir -p reports
rm -f reports/*.status
parallel --jobs 8 --colsep ' ' 'status=0; postern scan {2} --url {3} -i identities.yaml -o reports/{1}.json \
    -o reports/{1}.sarif --no-progress >/dev/null || status=$?; echo $status >reports/{1}.status' :::: services.txt
cat reports/*.status | sort -n >reports/all
[ "$(wc -l <reports/all)" -eq "$(grep -c . services.txt)" ] || exit 3
exit "$(tail -n 1 reports/all)"
