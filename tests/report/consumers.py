#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every report format read by a program that others wrote: consumers.py [--postern PROGRAM]. The report is of
tests/report/browser.py, hostile texts and all. Needs the packages of the group pages."""
import argparse
import html.parser
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema
import junitparser
from markdown_it import MarkdownIt

import browser

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What GitLab asks of a Code Quality report.
CODE_QUALITY = {"type": "array", "items": {
    "required": ["description", "check_name", "fingerprint", "location", "severity"],
    "properties": {
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {"required": ["path", "lines"], "properties": {
            "path": {"type": "string", "minLength": 1, "pattern": "^[^./]"},
            "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}}}}}}
failures = []


def check(true, what):
    if not true:
        failures.append(what)
        print(f"FAILED: {what}", file=sys.stderr)


def sarif(path, report):
    log = json.loads(path.read_text())
    schema = json.loads(subprocess.run([ROOT / "tools/fetch_sarif_schema"], check=True, capture_output=True).stdout)
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    check(len(run["results"]) == len(report["findings"]), "SARIF has each finding")
    for result in run["results"]:
        check(rules[result["ruleIndex"]] == result["ruleId"], "SARIF's rule index leads to the rule")
        check(result["partialFingerprints"], "SARIF's results have fingerprints")


def code_quality(path, report):
    listed = json.loads(path.read_text())
    jsonschema.validate(listed, CODE_QUALITY)
    check(len({each["fingerprint"] for each in listed}) == len(report["findings"]), "Code Quality has each finding once")


def junit(path, report):
    tree = junitparser.JUnitXml.fromfile(str(path))
    suites = list(tree) if isinstance(tree, junitparser.JUnitXml) else [tree]
    cases = [case for suite in suites for case in suite]
    failed = [case for case in cases if any(isinstance(each, junitparser.Failure) for each in case.result)]
    opened = [row for row in report["operations"] if row["verdict"] == "open"]
    check(len(cases) >= len(report["operations"]), f"JUnit has each operation: {len(cases)}")
    check(len(failed) >= len(opened), f"JUnit fails the open ones: {len(failed)}")
    check(sum(suite.tests for suite in suites) == len(cases), "JUnit's count of tests is true")
    check(sum(suite.failures for suite in suites) == len(failed), "JUnit's count of failures is true")


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)


def markdown(path, report):
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(path.read_text())
    tags = Tags()
    tags.feed(page)
    check("script" not in tags.tags and "img" not in tags.tags, "Markdown renders to no tag of the target's")
    check(tags.tags.count("table") >= 1, "Markdown renders to a table")
    for finding in report["findings"]:
        check(finding["rule"] in page, f"Markdown tells {finding['rule']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postern", default="build/postern")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        browser.report(folder, arguments.postern, 60)
        endings = {"codequality.json": code_quality, "sarif": sarif, "xml": junit, "md": markdown}
        outputs = [part for ending in endings for part in ("-o", str(folder / f"out.{ending}"))]
        subprocess.run([arguments.postern, "merge", str(folder / "60.json"), *outputs], stdout=subprocess.DEVNULL)
        report = json.loads((folder / "60.json").read_text())
        for ending, reader in endings.items():
            reader(folder / f"out.{ending}", report)
    print("consumers: " + (f"{len(failures)} checks failed" if failures else "all checks passed"))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
