#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Comments that take findings out, those that take nothing out, and broken trees that are told.
set -eu
postern=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
say() { # words that standard error or output must hold
    grep -qF "$1" "$work/out" || { echo "not told: $1"; cat "$work/out"; failed=1; }
}
cat >"$work/settings.py" <<'END'
ROOT_URLCONF = "urls"
DEBUG = True  # postern: ignore[debug-on] a test
# postern: ignore
ALLOWED_HOSTS = ["*"]
# postern: ignore[weak-hasher]
SECRET_KEY = "made up"  # nosec
END
printf 'urlpatterns = [\n' >"$work/urls.py"
printf 'x = 1\0' >"$work/binary.py"
status=0
"$postern" audit "$work" --settings settings --format json >"$work/out" 2>&1 || status=$?
[ "$status" -eq 3 ] || { echo "status $status"; failed=1; } # its routes cannot be read
say 'settings.py:2:9: note: debug-on is ignored: a test'
say 'note: allowed-hosts-any is ignored'
say 'settings.py:5: warning: nothing is found here that this comment could ignore'
say 'note: secret-key-literal is told although'
say 'urls.py:1:'
say 'so they are not judged'
say 'binary.py: warning: not text'
if grep -q '"rule": "debug-on"' "$work/out"; then
    echo 'debug-on is told all the same'
    failed=1
fi
# Blanks before the list are no list of all rules, a longer word asks for nothing, settings that lie
# among tests have comments as well, and --no-progress is known here, too.
mkdir -p "$work/forms/tests"
cat >"$work/forms/tests/settings.py" <<'END'
ROOT_URLCONF = "urls"
DEBUG = True  # postern: ignore [weak-hasher] another rule
ALLOWED_HOSTS = ["*"]  # postern: ignored by nobody
SECRET_KEY = "made up"  # postern: ignore [secret-key-literal] made up
END
cat >"$work/forms/urls.py" <<'END'
from chunks import UploadView
from django.http import HttpResponseForbidden
class Upload(UploadView):
    def check_permissions(self, request):
        return HttpResponseForbidden()
urlpatterns = []
END
"$postern" audit "$work/forms" --settings tests.settings --format json --no-progress >"$work/out" 2>&1 || status=$?
say '"rule": "debug-on"'
say '"rule": "allowed-hosts-any"'
say 'secret-key-literal is ignored: made up'
say '"rule": "no-effect-guard"' # its base is not in the tree
say 'settings.py:2: warning: nothing is found here that this comment could ignore'
# A line that ends as Windows ends it is as bare as others.
mkdir "$work/windows"
printf 'ROOT_URLCONF = "urls"\r\nSECRET_KEY = "made up"  # postern: ignore\r\n' >"$work/windows/settings.py"
echo "urlpatterns = []" >"$work/windows/urls.py"
"$postern" audit "$work/windows" --settings settings >"$work/out" 2>&1 || true
say 'secret-key-literal is ignored'
status=0
"$postern" audit "$work/none" >"$work/out" 2>&1 || status=$?
[ "$status" -eq 2 ] || { echo "no such folder: status $status"; failed=1; }
mkdir "$work/empty"
status=0
"$postern" audit "$work/empty" >"$work/out" 2>&1 || status=$?
[ "$status" -eq 3 ] || { echo "nothing there: status $status"; failed=1; }
exit $failed
