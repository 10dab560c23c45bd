#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What is done with reports: shares put together, two of them compared, a baseline kept.
# shellcheck disable=SC1091,SC2154 # check.sh sets postern and work
set -eu
. "$(dirname "$0")/check.sh"
here=$(dirname "$0")

: >"$work/port"
/usr/bin/python3 "$here/target.py" /api/open/ /api/shut/ /api/unsigned/ '/api/open/{id}/' /api/none/ >"$work/port" &
server=$!
trap 'kill $server 2>/dev/null || :; rm -rf "$work"' EXIT
while [ ! -s "$work/port" ]; do
    kill -0 $server
    sleep 0.1
done
url=http://127.0.0.1:$(head -n 1 "$work/port")
echo 'identities: {alice: {bearer: good}}' >"$work/ids.yaml"

# json EXPRESSION FILE...: true in Python, d being the documents.
json() {
    expression=$1
    shift
    /usr/bin/python3 -c "import json,sys; d=[json.load(open(f)) for f in sys.argv[1:]]; sys.exit(not ($expression))" "$@" ||
        fail "$*: not $expression"
}

scan() { # REPORT OPTIONS...: whatever it ends with
    report=$1
    shift
    "$postern" scan "$url/openapi.json" --url "$url" -i "$work/ids.yaml" --rate 0 --patience 0 -o "$report" "$@" \
        >"$work/out" 2>"$work/err" || :
    [ -s "$report" ] || fail "no report"
}

# The shares together are the whole.
scan "$work/whole.json"
for i in 1 2 3; do scan "$work/part-$i.json" --shard $i/3; done
json 'sum(len(p["operations"]) for p in d) == 5' "$work"/part-*.json
"$postern" merge "$work"/part-3.json "$work"/part-1.json "$work"/part-2.json --format json >"$work/merged.json" 2>"$work/err" || :
cat >"$work/equal.py" <<'END'
import json, sys
whole, merged = (json.load(open(f)) for f in sys.argv[1:])
rows = lambda d: [(o["method"], o["path"], o["verdict"], o["reason"], o["matrix"], o["marks"]) for o in d["operations"]]
found = lambda d: [(f["rule"], f["fingerprint"], f["severity"], f["confidence"], f["message"], f["operations"],
                    f["location"]) for f in d["findings"]]
assert rows(whole) == rows(merged), (rows(whole), rows(merged))
assert found(whole) == found(merged), (found(whole), found(merged))
assert [c["standing"] for c in whole["credentials"]] == [c["standing"] for c in merged["credentials"]]
assert whole["complete"] == merged["complete"], (whole.get("incomplete_why"), merged.get("incomplete_why"))
assert whole["findings"]
END
/usr/bin/python3 "$work/equal.py" "$work/whole.json" "$work/merged.json" || fail 'the shares are not the whole'
check 3 'shard 2 of 3 is missing' merge "$work/part-1.json" "$work/part-3.json"
check 1 'shard 2 of 3 is missing' merge "$work/part-1.json" "$work/part-3.json" --incomplete-ok -o "$work/two.html"
grep -q '<html' "$work/two.html" || fail 'no HTML'
check 2 'which reports?' merge
# What one share accepts and another does not is not accepted; what postern.yaml accepts of the whole is.
/usr/bin/python3 - "$work" <<'END'
import json, sys
work = sys.argv[1]
whole = json.load(open(f"{work}/whole.json"))
gone = next(f for f in whole["findings"] if f["rule"] == "anonymous-access")
other = {"method": "GET", "path": "/api/none/"}
for i, accepted in ((1, "the proxy sees to it"), (2, None)):
    rows = whole["operations"][i - 1::2]
    one = {**gone, "operations": gone["operations"] if i == 1 else [other]}
    one.update({"known": True, "accepted": accepted} if accepted else {})
    json.dump({**whole, "operations": rows, "findings": [one], "shard": i, "shards": 2}, open(f"{work}/accepts-{i}.json", "w"))
END
for i in 1 2; do
    "$postern" merge "$work/accepts-$i.json" "$work/accepts-$((3 - i)).json" --no-config --format json >"$work/joined.json" 2>"$work/err" || :
    json 'len(d[0]["findings"]) == 1 and not d[0]["findings"][0].get("known") and not d[0]["findings"][0].get("accepted")' \
        "$work/joined.json"
done
printf 'accepted: [{rule: anonymous-access, reason: for now}]\n' >"$work/accepts.yaml"
"$postern" merge "$work"/accepts-?.json --config "$work/accepts.yaml" --format json >"$work/joined.json" 2>"$work/err" || :
json 'd[0]["findings"][0]["accepted"] == "for now"' "$work/joined.json"
echo '{}' >"$work/empty.json"
check 2 'no JSON report' merge "$work/whole.json" "$work/empty.json"
head -c 2000 "$work/whole.json" >"$work/cut.json"
check 2 'cut.json' merge "$work/whole.json" "$work/cut.json"
# Reports that are none, or not what they look like: refused by all that read them, with the place; or told.
/usr/bin/python3 - "$work" <<'END'
import json, os, sys
work = sys.argv[1]
d = json.load(open(f"{work}/whole.json"))
def write(name, text):
    with open(f"{work}/wrong-{name}.json", "wb") as file:
        file.write(text)
def change(name, **members):
    write(name, json.dumps({**d, **members}).encode())
write("empty", b"")
write("deep", b"[" * 200000)
write("page", b"<!doctype html>")
write("noise", bytes(range(256)) * 40)
write("list", b"[]")
change("kind", kind="guard")
change("verdict", operations=[{**d["operations"][0], "verdict": "sideways"}])
change("severity", findings=[{**d["findings"][0], "severity": "huge"}])
change("complete", complete="yes")
change("share", shard=7, shards=2)
change("newer", postern="99.0.0") # these are reports
change("nul", target=d["target"] + "\0.example")
change("elsewhere", target="http://elsewhere.example")
END
for wrong in "$work"/wrong-[!n]*.json "$work/wrong-noise.json"; do
    name=$(basename "$wrong")
    [ "$name" != wrong-elsewhere.json ] || continue
    check 2 "$name" diff "$work/whole.json" "$wrong"
    check 2 "$name" diff "$wrong" "$work/whole.json"
    check 2 "$name" merge "$work/part-1.json" "$wrong"
    check 2 "$name" replay "$wrong" -i "$work/ids.yaml"
    check 2 "$name" baseline update "$wrong" -b "$work/none.json"
    [ ! -e "$work/none.json" ] || fail "$name made a baseline"
done
check 0 'wrong-newer.json: warning: postern 99.0.0 wrote it' diff "$work/whole.json" "$work/wrong-newer.json"
check 2 'its target or contract has a NUL' replay "$work/wrong-nul.json" -i "$work/ids.yaml"
check 0 'it is of http://elsewhere.example; what it is held against is of' diff "$work/whole.json" "$work/wrong-elsewhere.json"
check 2 'it has another target than' merge "$work/whole.json" "$work/wrong-elsewhere.json"
"$postern" audit --no-config "$here/../audit/projects/starter" -o "$work/audit.json" >"$work/out" 2>"$work/err" || :
check 2 'it has another kind than' merge "$work/whole.json" "$work/audit.json"
check 2 'a report of postern audit cannot be compared with one of postern scan' diff "$work/whole.json" "$work/audit.json"
check 2 "only a scan's can be replayed" replay "$work/audit.json"
for bad in 0/3 4/3 1 x/y 1/0 1/; do
    check 2 "--shard: '$bad' is not I/N" scan --url "$url" --shard "$bad"
done

# What changed.
check 0 'rows: 0 changed' diff "$work/whole.json" "$work/whole.json"
/usr/bin/python3 - "$work" <<'END'
import json, sys
work = sys.argv[1]
d = json.load(open(f"{work}/whole.json"))
gone = next(f for f in d["findings"] if f["rule"] == "anonymous-access")
d["findings"].remove(gone)
json.dump(d, open(f"{work}/mended.json", "w"))
d["findings"].append({**gone, "operations": [], "fingerprint": "0000000000000000"})
json.dump(d, open(f"{work}/narrow.json", "w"))
d["findings"].pop()
for o in d["operations"]:
    if {"method": o["method"], "path": o["path"]} in gone["operations"]:
        o["verdict"] = "inconclusive"
json.dump(d, open(f"{work}/unclear.json", "w"))
END
check 1 'new       critical  anonymous-access' diff "$work/mended.json" "$work/whole.json"
check 1 'wider     critical  anonymous-access' diff "$work/narrow.json" "$work/whole.json"
check 0 '1 narrower' diff "$work/whole.json" "$work/narrow.json"
check 0 '1 fixed' diff "$work/whole.json" "$work/mended.json"
check 0 'was not judged to its end' diff "$work/whole.json" "$work/unclear.json"
check 1 '"new": 1' diff "$work/mended.json" "$work/whole.json" --format json --fail-on critical
check 1 '| **new** | critical | `anonymous-access` |' diff "$work/mended.json" "$work/whole.json" --format markdown
"$postern" diff "$work/mended.json" "$work/whole.json" --format json >"$work/diff.json" || :
json 'd[0]["summary"]["new"] == 1 and d[0]["kind"] == "diff"' "$work/diff.json"
check 2 'two reports are wanted' diff "$work/whole.json"
check 2 'nowhere.json' diff "$work/whole.json" "$work/nowhere.json"

# Findings asked about again: one holds, one of another target does not, one that nobody can judge.
print=$(/usr/bin/python3 -c 'import json,sys; print(next(f["fingerprint"] for f in json.load(open(sys.argv[1]))["findings"] if f["rule"] == "anonymous-access"))' "$work/whole.json")
check 1 'holds     critical  anonymous-access' replay "$work/whole.json" "$(echo "$print" | cut -c1-8)" --url "$url" -i "$work/ids.yaml" --rate 0
check 2 'has no finding feed' replay "$work/whole.json" feed -i "$work/ids.yaml"
check 2 'which report?' replay
sed 's#/api/open/#/api/shut/#g' "$work/whole.json" >"$work/moved.json"
check 0 'fixed     critical  anonymous-access' replay "$work/moved.json" "$print" --url "$url" -i "$work/ids.yaml" --rate 0 --patience 0
check 3 'unjudged  critical  anonymous-access' replay "$work/moved.json" "$print" -i "$work/ids.yaml" \
    --url http://127.0.0.1:1 --contract "$url/openapi.json" --rate 0 --patience 0

# A report from elsewhere leads no credential to where it wants: nothing is so much as connected to. The lure stands as
# the proxy on the way there.
cat >"$work/lure.py" <<'END'
import json, select, socket, subprocess, sys
work, postern, print_, *options = sys.argv[1:]
lure = socket.create_server(("127.0.0.1", 0))
at, proxy = "http://api.example", f"http://127.0.0.1:{lure.getsockname()[1]}"
text = open(f"{work}/whole.json").read().replace(json.load(open(f"{work}/whole.json"))["target"], at)
open(f"{work}/lure.json", "w").write(text)
done = subprocess.run([postern, "replay", f"{work}/lure.json", print_, "--proxy", proxy, *options], stderr=subprocess.PIPE, text=True)
print(done.stderr)
sys.exit(bool(select.select([lure], [], [], 0)[0]) or done.returncode != 2)
END
lure() { # TEXT OPTIONS...
    text=$1
    shift
    /usr/bin/python3 "$work/lure.py" "$work" "$(realpath "$postern")" "$print" "$@" >"$work/out" 2>"$work/err" ||
        fail "led elsewhere: $*"
    grep -qF -e "$text" "$work/out" || fail "does not say: $text"
}
lure 'if credentials may be sent there, say --url' -i "$work/ids.yaml"
lure 'if credentials may be sent there, say --url' -H 'Authorization: Bearer good'
printf 'scan: {identities: ids.yaml}\n' >"$work/without.yaml"
lure 'if credentials may be sent there, say --url' --config "$work/without.yaml"
printf 'scan: {url: "%s", identities: ids.yaml, rate: 0}\n' "$url" >"$work/with.yaml"
lure "and postern.yaml names $url: say with --url which of them is asked" --config "$work/with.yaml"
lure 'which is not the target'\''s: if it may be fetched, say --contract' --url "$url" -i "$work/ids.yaml"
# What the project names, too, is the user's own word; and where there is nothing to be sent, or it is sent to this machine
# alone, a report's word will do.
check 1 'holds     critical  anonymous-access' replay "$work/whole.json" "$print" -i "$work/ids.yaml" --rate 0
check 1 'holds     critical  anonymous-access' replay "$work/whole.json" "$print" --config "$work/with.yaml"
check 1 'holds     critical  anonymous-access' replay "$work/whole.json" "$print" --rate 0

# A baseline is kept, accepted findings count no more, and mended ones leave it.
b=$work/base.json
check 0 'kept' baseline update "$work/whole.json" -b "$b"
json 'all("evidence" not in f or not f["evidence"] for f in d[0]["findings"])' "$b"
check 0 'no new findings' scan "$url/openapi.json" --url "$url" -i "$work/ids.yaml" --rate 0 --baseline "$b" --incomplete-ok
check 0 '0 new, 1 gone' baseline prune "$work/mended.json" -b "$b"
check 1 'anonymous-access' scan "$url/openapi.json" --url "$url" -i "$work/ids.yaml" --rate 0 --baseline "$b" --incomplete-ok
check 0 '1 new, 0 gone' baseline update "$work/whole.json" -b "$b"
check 0 '0 new, 0 gone' baseline update "$work/unclear.json" -b "$b"
# What may stem from any operation and any user is gone only by a report of no less, which the baseline remembers.
/usr/bin/python3 - "$work" <<'END'
import json, sys
row = lambda path: {"method": "GET", "path": path, "verdict": "enforced", "attacks": {"planned": 1, "judged": 1}}
user = lambda name: {"identity": name, "scheme": "b", "origin": "", "standing": "proven", "proven_at": ""}
found = {"rule": "object-level", "severity": "high", "confidence": "confirmed", "fingerprint": "00000000000000aa", "cause": "c1",
         "message": "", "operations": [{"method": "GET", "path": "/b"}], "evidence": []}
def report(name, paths, users, findings):
    with open(f"{sys.argv[1]}/{name}.json", "w") as out:
        json.dump({"postern": "0.1.0", "kind": "scan", "complete": True, "ended": True, "started": "2026-01-02T03:04:05Z",
                   "finished": "2026-01-02T03:04:06Z", "operations": [row(one) for one in paths],
                   "credentials": [user(one) for one in users], "findings": findings}, out)
report("wide", ["/a", "/b"], ["anna", "ben"], [found])
report("part", ["/b"], ["anna", "ben"], [])
report("alone", ["/a", "/b"], ["anna"], [])
report("all", ["/a", "/b"], ["anna", "ben"], [])
END
check 0 'an operation that was asked then was not' diff "$work/wide.json" "$work/part.json"
check 0 'a credential that was used then was not' diff "$work/wide.json" "$work/alone.json"
check 0 '1 fixed' diff "$work/wide.json" "$work/all.json"
check 0 '1 finding kept, 1 new' baseline update "$work/wide.json" -b "$work/wide-base.json"
check 0 '1 finding kept, 0 new, 0 gone' baseline prune "$work/part.json" -b "$work/wide-base.json"
check 0 '1 finding kept, 0 new, 0 gone' baseline update "$work/alone.json" -b "$work/wide-base.json"
check 0 '0 findings kept, 0 new, 1 gone' baseline prune "$work/all.json" -b "$work/wide-base.json"
check 2 'update or prune?' baseline
check 2 "unknown 'grow'" baseline grow "$work/whole.json"
check 2 'by which report?' baseline update
check 2 "none.json: error: not found; 'postern baseline update REPORT.json -b" scan "$url/openapi.json" --url "$url" --baseline "$work/none.json"
check 2 'none.json' baseline prune "$work/whole.json" -b "$work/none.json"
check 2 'could not be written' baseline update "$work/whole.json" -b "$work/none/base.json"
finish
