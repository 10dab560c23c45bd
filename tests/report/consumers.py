#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every report format read by programs that others wrote: consumers.py [--postern PROGRAM]. Reports are those of
tests/report/browser.py, hostile texts and all: of a scan, of two shares put together, with accepted findings; of audits
of tests/audit/projects; and what changed between two. Needs the packages of the group pages."""
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
    schema = json.loads(subprocess.run([ROOT / "tools/fetch_reader", "sarif"], check=True, capture_output=True).stdout)
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    check(len(run["results"]) == len(report["findings"]), "SARIF has each finding")
    for result in run["results"]:
        check(rules[result["ruleIndex"]] == result["ruleId"], "SARIF's rule index leads to the rule")
        check(result["partialFingerprints"], "SARIF's results have fingerprints")
    accepted = [finding["accepted"] for finding in report["findings"] if finding.get("accepted")]
    told = [each["justification"] for result in run["results"] for each in result.get("suppressions", [])]
    check(told == accepted, f"SARIF suppresses what is accepted: {told}")


def code_quality(path, report):
    listed = json.loads(path.read_text())
    jsonschema.validate(listed, CODE_QUALITY)
    counted = [finding for finding in report["findings"] if not finding.get("known")]
    check(len({each["fingerprint"] for each in listed}) == len(counted), "Code Quality has each finding that counts once")


def junit(path, report):
    tree = junitparser.JUnitXml.fromfile(str(path))
    suites = list(tree) if isinstance(tree, junitparser.JUnitXml) else [tree]
    cases = [case for suite in suites for case in suite]
    failed = [case for case in cases if any(isinstance(each, junitparser.Failure) for each in case.result)]
    rows = report.get("operations") or report["endpoints"]
    told = "".join(each.text or "" for case in failed for each in case.result) + " ".join(
        each.type or "" for case in failed for each in case.result)
    check(len(cases) > len(rows), f"JUnit has each row, and the run: {len(cases)}")
    for finding in report["findings"]:
        check(finding.get("known") or finding["rule"] in told, f"JUnit fails what {finding['rule']} found")
    check(sum(suite.tests for suite in suites) == len(cases), "JUnit's count of tests is true")
    check(sum(suite.failures for suite in suites) == len(failed), "JUnit's count of failures is true")


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)


def rendered(text):
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    tags = Tags()
    tags.feed(page)
    check("script" not in tags.tags and "img" not in tags.tags, "Markdown renders to no tag of the target's")
    check(tags.tags.count("table") >= 1, "Markdown renders to a table")
    return page


def markdown(path, report):
    page = rendered(path.read_text())
    for finding in report["findings"]:
        check(finding.get("known") or finding["rule"] in page, f"Markdown tells {finding['rule']}")


READERS = {"codequality.json": code_quality, "sarif": sarif, "xml": junit, "md": markdown}


def read_all(name, folder, command):
    """What the command writes, in each format, by that format's reader."""
    before = len(failures)
    outputs = [part for ending in ("json", *READERS) for part in ("-o", str(folder / f"{name}.{ending}"))]
    subprocess.run([*command, *outputs], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    report = json.loads((folder / f"{name}.json").read_text())
    for ending, reader in READERS.items():
        reader(folder / f"{name}.{ending}", report)
    if len(failures) > before:
        print(f"  (of {name})", file=sys.stderr)
    return report


def shares(folder, report):
    """The report as two machines would have given it."""
    parts = []
    for share in (0, 1):
        rows = report["operations"][share::2]
        named = [(row["method"], row["path"]) for row in rows]
        findings = []
        for finding in report["findings"]:
            on = [each for each in finding["operations"] if (each["method"], each["path"]) in named]
            findings += [{**finding, "operations": on}] if on else []
        path = folder / f"share-{share + 1}.json"
        path.write_text(json.dumps({**report, "operations": rows, "findings": findings, "shard": share + 1, "shards": 2}))
        parts.append(str(path))
    return parts


def difference(postern, folder, before, after):
    """What changed, as JSON and as Markdown."""
    told = [subprocess.run([postern, "diff", str(before), str(after), "--format", form], capture_output=True, text=True)
            for form in ("json", "markdown")]
    changes = json.loads(told[0].stdout)
    check(all(done.returncode == 1 for done in told), "diff ends with 1 where findings are new")
    check(changes["summary"]["new"] == 1, f"diff as JSON: {changes['summary']}")
    page = rendered(told[1].stdout)
    check("new" in page and "any-token-accepted" in page, "diff as Markdown tells what is new")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postern", default="build/postern")
    arguments = parser.parse_args()
    postern = str(pathlib.Path(arguments.postern).absolute())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        browser.report(folder, postern, 60)
        source = folder / "60.json"
        report = json.loads(source.read_text())
        read_all("scan", folder, [postern, "merge", str(source)])
        merged = read_all("merged", folder, [postern, "merge", *shares(folder, report)])
        check(len(merged["operations"]) == 60 and merged["findings"], "two shares are put together")
        known = json.loads(source.read_text())
        known["findings"][0].update(known=True, accepted=browser.HOSTILE)
        known["findings"][2].update(known=True)
        (folder / "known.json").write_text(json.dumps(known))
        read_all("accepted", folder, [postern, "merge", str(folder / "known.json")])
        for project in sorted((ROOT / "tests/audit/projects").iterdir()):
            read_all(f"audit-{project.name}", folder, [postern, "audit", "--no-config", str(project)])
        less = {**report, "findings": report["findings"][1:]}
        (folder / "less.json").write_text(json.dumps(less))
        difference(postern, folder, folder / "less.json", source)
    print("consumers: " + (f"{len(failures)} checks failed" if failures else "all checks passed"))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
