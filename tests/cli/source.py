#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""postern scan --source on the lab: every finding names the view that a real Django resolves its
operation to, and a line in it or in what guards it, or says that the source cannot tell; and what
the source serves to everybody and the contract hides is asked, and found: source.py POSTERN."""
import importlib.util
import inspect
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

import kit
from kit import LAB

POSTERN = str(pathlib.Path(sys.argv[1]).resolve())
PARTS = ["/api/**"]
# What lets anonymous callers in, as the audit calls it.
OPENINGS = {"open-endpoint", "implicit-allow-any", "open-endpoint-reads-token", "method-permission-gap",
            "no-effect-guard"}
HIDDEN = "/api/anonymous/empty-list/"  # taken out of the contract


def contract_without(path, folder):
    """The lab's contract, but for one path: cut as text, since it is written line by line."""
    lines, out, skip = (LAB / "openapi.yaml").read_text().splitlines(), [], False
    for line in lines:
        key = re.match(r"^  (\S.*?):", line)
        if key or re.match(r"^\S", line):
            skip = bool(key) and key.group(1).strip("'\"") == path
        if not skip:
            out.append(line)
    assert len(out) < len(lines), "the contract has no %s" % path
    file = pathlib.Path(folder) / "contract.yaml"
    file.write_text("\n".join(out) + "\n")
    return file


def view_of(path):
    """File and lines of the class or function that Django itself calls."""
    from django.urls import resolve
    view = resolve(re.sub(r"\{[^}]*\}", "1", path)).func
    view = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
    view = inspect.unwrap(view)
    try:
        lines, first = inspect.getsourcelines(view)
    except OSError:  # made by type(): it has no lines
        return "..", 0, 0
    return os.path.relpath(inspect.getsourcefile(view), LAB), first, first + len(lines) - 1


def opened_by(truth, file, path):
    """The rules that lab/truth.yaml names for the view that lets everybody in."""
    from django.urls import resolve
    view = resolve(re.sub(r"\{[^}]*\}", "1", path)).func
    view = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
    return OPENINGS.intersection(truth["audit"].get(file, {}).get(view.__name__, ()))


def check(finding, truth):
    wrong, steps = [], finding.get("trace", [])
    places = [step["location"] for step in steps if step["location"]]
    words = " ".join(step["words"] for step in steps)
    unsure = any("the source cannot tell" in step["words"] for step in steps)
    for operation in finding["operations"]:
        name = "%s: %s %s" % (finding["rule"], operation["method"], operation["path"])
        file, first, last = view_of(operation["path"])
        if file.startswith(".."):
            continue  # a package's view
        if "the source cannot tell of %(method)s %(path)s: some of its" % operation in words:
            continue  # and whether one of them is this
        if len([step for step in steps if step["words"].startswith("the view ")]) >= 8:
            continue  # no more are named
        if not any(each["file"] == file and first <= each["line"] <= last for each in places):
            wrong.append("%s: not at %s:%d-%d: %s" % (name, file, first, last, places))
        rules = opened_by(truth, file, operation["path"]) if finding["rule"] == "anonymous-access" else ()
        if rules and not any(step["words"].split(":")[0] in rules for step in steps):
            wrong.append("%s: %s is not named" % (name, ", ".join(sorted(rules))))
    if finding["operations"] and len(places) < 2 and not unsure:
        wrong.append("%s: no line but the view's, and not said why" % finding["rule"])
    return wrong


def scan(folder):
    with kit.lab(pathlib.Path(folder) / "run") as url:
        command = [POSTERN, "scan", contract_without(HIDDEN, folder), "--url", url, "-i",
                   LAB / "identities.yaml", "--source", LAB, "--quiet", "--format", "json",
                   "--incomplete-ok", "--rate", "0"]
        for part in PARTS:
            command += ["--include", part]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 1:
        sys.exit("postern ended with %d: %s" % (done.returncode, done.stderr.decode()[-2000:]))
    return json.loads(done.stdout)


def main():
    if importlib.util.find_spec("django") is None:
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        report = scan(folder)
    sys.path[0] = str(LAB)  # in place of this folder, whose secrets.py is not the library's
    sys.dont_write_bytecode = True
    os.environ["DJANGO_SETTINGS_MODULE"] = "lab.settings"
    os.environ["LAB_RUN"] = tempfile.gettempdir()
    import django
    django.setup()
    truth = yaml.safe_load((LAB / "truth.yaml").read_text())
    wrong = [line for finding in report["findings"] for line in check(finding, truth)]
    found = [finding for finding in report["findings"] if
             finding["rule"] == "undocumented-operation" and
             {"method": "GET", "path": HIDDEN} in finding["operations"]]
    if not found:
        wrong.append("what the contract hides is not found: GET %s" % HIDDEN)
    if not any("open-endpoint" in step["words"] for each in found for step in each["trace"]):
        wrong.append("and no line is named for it")
    if len(report["findings"]) < 30:
        wrong.append("too few findings to tell anything: %d" % len(report["findings"]))
    print("\n".join(wrong + ["%d findings, %d wrong" % (len(report["findings"]), len(wrong))]))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
