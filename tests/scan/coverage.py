#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Holds lab/truth.yaml to what the catalogue promises of every rule of the scan: in Django an operation that has the
flaw, and two that come near and must stay silent (its mended twin, a near miss); in the Flask or Node servers one of
each. What comes near is a twin by its path ("fixed" in it, or "-fixed"), or says so: near: [RULE].

Usage: tests/scan/coverage.py POSTERN [--table]"""
import collections
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(os.environ.get("POSTERN_SOURCE", Path(__file__).resolve().parents[2]))
WANTED = {"Django": (1, 2), "others": (1, 1)}  # operations with the flaw, and silent ones beside them


def rules_of(postern):
    said = subprocess.run([postern, "rules", "--format", "json"], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [rule["id"] for rule in json.loads(said) if rule["verb"] == "scan"]


def family(run):
    target = run.get("target", "lab")
    return "Django" if target == "lab" or target.startswith("django") else "others"


def looks_for(run, rule):
    """Whether the run's options let the scan tell of the rule."""
    options = run.get("options", [])
    only = [option.removeprefix("--only=") for option in options if option.startswith("--only=")]
    return rule in only if only else "--skip=" + rule not in options


def mended(operation):
    """The operation whose twin this is; itself, where it is none."""
    return re.sub(r"[/-]fixed(?=/|$)", "", operation)


def neighbours(runs):
    """Of each rule and family: silent operations that come near, as run and operation."""
    flawed, near = collections.defaultdict(set), collections.defaultdict(set)
    for run in runs:
        for case in run["cases"]:
            for rule in case["rules"]:
                flawed[rule, family(run)].add((run["name"], case["operation"]))
    for run in runs:
        for case in run["cases"]:
            name = run["name"], case["operation"]
            for rule in case.get("near", []):
                near[rule, family(run)].add(name)
            for (rule, where), positives in flawed.items():
                twin = mended(case["operation"])
                known = twin != case["operation"] and twin in {operation for _, operation in positives}
                if known and where == family(run) and rule not in case["rules"] and looks_for(run, rule):
                    near[rule, where].add(name)
    return flawed, near


def complaints(rules, runs, flawed, near):
    for run in runs:
        for case in run["cases"]:
            for rule in case.get("near", []):
                where = "%s: %s" % (run["name"], case["operation"])
                if rule not in rules:
                    yield "%s: no rule is called %s" % (where, rule)
                elif rule in case["rules"]:
                    yield "%s: near %s, and has it" % (where, rule)
                elif not looks_for(run, rule):
                    yield "%s: the run does not look for %s" % (where, rule)
    for rule in rules:
        for where, (most, beside) in WANTED.items():
            if len(flawed[rule, where]) < most:
                yield "%s: no operation in %s has it" % (rule, where)
            if len(near[rule, where]) < beside:
                yield "%s: %d of %d silent operations beside it in %s" % (rule, len(near[rule, where]), beside, where)


def main():
    runs = yaml.safe_load((ROOT / "lab" / "truth.yaml").read_text())["runs"]
    rules = rules_of(sys.argv[1])
    flawed, near = neighbours(runs)
    if "--table" in sys.argv:
        for rule in rules:
            print("%-28s" % rule, *("%s %d/%d" % (where, len(flawed[rule, where]), len(near[rule, where])) for where in WANTED))
    wrong = list(complaints(rules, runs, flawed, near))
    for words in wrong:
        print("coverage: " + words, file=sys.stderr)
    operations = sum(case["operation"] != "contract" for run in runs for case in run["cases"])
    if operations < 240:
        wrong.append("coverage: %d operations with truth, not 240" % operations)
    print("%d rules, %d operations with truth, %d complaints" % (len(rules), operations, len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
