#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Whole projects, each finding at its line: projects.py POSTERN [NAME…].

Each folder of projects/ is a Django project. A line that ends in "# finds: RULE, RULE" must have
exactly these findings, and every other line none. Every row must be decided, but for those of views
whose definition says "# undecided"; "# open" at a view's definition says that anonymous callers get
in ("# open GET" with that method), and where it is absent they must not. A contract that -o makes
of the source must agree with it."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent / "projects"


def expected(folder):
    wanted, open_views, undecided = set(), {}, set()
    for source in sorted(folder.rglob("*.py")):
        name = source.relative_to(folder).as_posix()
        for number, line in enumerate(source.read_text().splitlines(), 1):
            found = re.search(r"# .*?finds: ([a-z, -]+)", line)
            for rule in re.split(r",\s*", found.group(1).strip()) if found else ():
                wanted.add((name, number, rule))
            defined = re.match(r"\s*(?:class|(?:async )?def) (\w+)", line)
            is_open = defined and re.search(r"# .*\bopen\b(?!-)((?: [A-Z]+)*)", line)
            if is_open:
                open_views[defined.group(1)] = is_open.group(1).split()
            if defined and re.search(r"# .*\bundecided\b", line):
                undecided.add(defined.group(1))
    return wanted, open_views, undecided


def check(postern, folder):
    run = subprocess.run([postern, "audit", str(folder), "--format", "json", "--quiet"],
                         stdout=subprocess.PIPE)
    if run.returncode not in (0, 1):
        return ["%s: postern ended with %d" % (folder.name, run.returncode)]
    report = json.loads(run.stdout)
    wanted, open_views, undecided = expected(folder)
    found = {(each["location"]["file"], each["location"]["line"], each["rule"])
             for each in report["findings"]}
    wrong = ["%s/%s:%d: not found: %s" % ((folder.name,) + each) for each in wanted - found]
    wrong += ["%s/%s:%d: false alarm: %s" % ((folder.name,) + each) for each in found - wanted]
    for each in report["findings"]:
        routes = [endpoint["route"] for endpoint in each.get("endpoints", [])]
        wrong += ["%s: %s names %s more than once" % (folder.name, each["rule"], route)
                  for route in set(routes) if routes.count(route) > 1]
    told = [(method, row["route"], row["view"], row["anonymous"], json.dumps(row["permissions"]))
            for row in report["endpoints"] for method in row["methods"]]
    wrong += ["%s: %s %s is told twice" % ((folder.name,) + each[:2])
              for each in sorted(set(told)) if told.count(each) > 1]
    seen = set()
    for row in report["endpoints"]:
        parts = row["view"].split(".")
        if row["decided"] and not list(folder.glob(parts[0] + "*")):
            continue  # a package's view
        where = "%s: %s %s (%s)" % (folder.name, ",".join(row["methods"]), row["route"],
                                    row["view"])
        is_open = any(name in open_views and (
            not open_views[name] or set(row["methods"]) & set(open_views[name]))
            for name in parts + [row["action"]])
        may_not = bool(undecided.intersection(parts) or row["action"] in undecided)
        seen.update(parts, [row["action"]])
        seen.update("%s %s" % (name, method) for name in parts for method in row["methods"])
        if may_not:
            if row["decided"] and row["anonymous"] != "undecided":
                wrong.append("%s: is decided: %s" % (where, row["anonymous"]))
        elif not row["decided"] or row["anonymous"] == "undecided":
            wrong.append("%s: undecided: %s" % (where, row["reason"]))
        elif (row["anonymous"] == "allowed") != is_open:
            wrong.append("%s: anonymous callers are %s" % (where, row["anonymous"]))
    methods = {"%s %s" % (name, method) for name in open_views for method in open_views[name]}
    wrong += ["%s: no row of %s" % (folder.name, each) for each in
              sorted((set(open_views) | undecided | methods) - seen)]
    return sorted(wrong)


def check_round(postern, folder):
    """A contract made of the source agrees with the source."""
    with tempfile.TemporaryDirectory() as work:
        made = work + "/made.yaml"
        subprocess.run([postern, "audit", str(folder), "--quiet", "-o", made],
                       stdout=subprocess.DEVNULL)
        run = subprocess.run([postern, "audit", str(folder), "--quiet", "--format", "json",
                              "--only", "contract-mismatch", "--contract", made],
                             stdout=subprocess.PIPE)
    if run.returncode != 0:
        return ["%s: against its own contract: %d: %s" % (folder.name, run.returncode, [
            each["message"] for each in json.loads(run.stdout or b"{}").get("findings", [])])]
    return []


def main():
    postern, only = sys.argv[1], sys.argv[2:]
    folders = [each for each in sorted(HERE.iterdir())
               if each.is_dir() and (not only or each.name in only)]
    wrong = [line for folder in folders for line in check(postern, folder) + check_round(postern, folder)]
    print("\n".join(wrong + ["%d projects, %d wrong lines" % (len(folders), len(wrong))]))
    sys.exit(bool(wrong or not folders))


if __name__ == "__main__":
    main()
