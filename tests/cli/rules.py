#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each rule has what its reader needs, in "rules --format json" and in "explain": rules.py POSTERN SOURCE."""
import json
import pathlib
import subprocess
import sys

postern, source = sys.argv[1], pathlib.Path(sys.argv[2])


def run(*words):
    return subprocess.run([postern, *words], check=True, capture_output=True, text=True).stdout


rules = json.loads(run("rules", "--format", "json"))
failed = []
for rule in rules:
    for member in ("vulnerable", "mended", "false_alarm", "why", "how", "fix", "cwe", "references"):
        if not rule[member]:
            failed.append(f"{rule['id']} has no {member}")
    links = rule["references"]
    if len(links) != len(rule["cwe"]) + len(rule["owasp"]) or not all(link.startswith("https://") for link in links):
        failed.append(f"{rule['id']} has other references than it names: {links}")
    if rule["vulnerable"] == rule["mended"]:
        failed.append(f"{rule['id']} is mended to the same")

names = {rule["id"] for rule in rules}
for path in (source / "src/catalog/illustrations").glob("*.txt"):
    told = [line[3:] for line in path.read_text().splitlines() if line.startswith("== ")]
    failed += [f"{path.name} illustrates no rule: {name}" for name in told if name not in names]

for name in sorted(names):
    text = run("explain", name)
    for words in ("The flaw", "Mended", "What would be a false alarm", "https://cwe.mitre.org/"):
        if words not in text:
            failed.append(f"explain {name} does not say: {words}")

print("\n".join(failed) or f"{len(rules)} rules have all")
sys.exit(bool(failed))
