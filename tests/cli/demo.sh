#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a newcomer meets first: the demo scans a small part of the lab, few requests that is, and says how to
# scan all of it; the README shows what an identities file looks like, and that file is one.
# shellcheck disable=SC1091,SC2154 # check.sh sets postern and work
set -eu
. "$(dirname "$0")/check.sh"
root=$(dirname "$0")/../..

# Half a minute on idle cores: what a loaded machine does not stretch is the requests, and the processor's time of
# scanner and server together, which is more than what passes on two cores.
LAB_RUN=$work/lab
export LAB_RUN
mkdir "$LAB_RUN"
url=$("$root/lab/run" start)
trap '"$root/lab/run" stop; rm -rf "$work"' EXIT
/usr/bin/python3 - "$root/tools/demo" "$url" "$(realpath "$postern")" "$work" "$LAB_RUN/pid" <<'END' || fail 'the demo'
import json, os, resource, subprocess, sys
demo, url, postern, work, pid = sys.argv[1:]

def served():
    """Seconds of the processor that the server has taken, workers included."""
    master = open(pid).read().strip()
    all_of_them = [master, *open(f"/proc/{master}/task/{master}/children").read().split()]
    ticks = sum(sum(map(int, open(f"/proc/{one}/stat").read().rpartition(")")[2].split()[11:13])) for one in all_of_them)
    return ticks / os.sysconf("SC_CLK_TCK")

before = served()
done = subprocess.run([demo, "--at", url, postern, work], stdout=subprocess.PIPE, text=True)
own = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = own.ru_utime + own.ru_stime + served() - before
requests = json.load(open(work + "/report.json"))["requests"]
print(f"{requests} requests, {seconds:.1f} s of the processor")
sys.exit(done.returncode or not (500 < requests < 2000 and seconds < 30) or
         "All of it, in minutes: tools/demo --all" not in done.stdout)
END

sed -n '/^identities:/,/^```/p' "$root/README.md" | grep -v '^```' >"$work/ids.yaml"
echo made-up >"$work/bob.jwt"
printf '{"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {"responses": {}}}}}' >"$work/c.json"
export ALICE_PASSWORD=made-up KEY=made-up
postern=$(realpath "$postern")
root=$(realpath "$root")
cd "$work"
check 0 'would be tested' scan c.json --url http://127.0.0.1:9 -i ids.yaml --dry-run
finish
