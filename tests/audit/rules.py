#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every rule of the audit against its own bad.py and good.py: rules.py POSTERN [RULE…].

A bad.py must give the rule's finding at each line that says BAD and at no other, a good.py at none.
In the group "settings" the file is the settings module; elsewhere it is the module of the routes,
under settings with nothing to complain about. A contract.yaml beside them is given with them."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RULES = HERE.parent.parent / "src" / "audit" / "rules"
SETTINGS = '''import os

ROOT_URLCONF = "case"
SECRET_KEY = os.environ["SECRET_KEY"]
'''
MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "%s")\n'


def audit(postern, source, settings):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        shutil.copy(source, root / "case.py")
        (root / "empty.py").write_text("urlpatterns = []\n")
        (root / "sound.py").write_text(SETTINGS)
        (root / "manage.py").write_text(MANAGE % ("case" if settings else "sound"))
        command = [postern, "audit", folder, "--format", "json", "--quiet"]
        contract = source.parent / "contract.yaml"
        if contract.exists():
            command += ["--contract", contract]
        run = subprocess.run(command, stdout=subprocess.PIPE)
        if run.returncode not in (0, 1):
            sys.exit("%s: postern ended with %d" % (source, run.returncode))
        return json.loads(run.stdout)


def check(postern, rule, folder):
    wrong = []
    for name in ("bad.py", "good.py"):
        source = folder / name
        if not source.exists():
            wrong.append("%s is missing" % source)
            continue
        lines = source.read_text().splitlines()
        wanted = {n for n, line in enumerate(lines, 1) if "# BAD" in line}
        report = audit(postern, source, rule["group"] == "settings")
        found = {finding["location"]["line"] for finding in report["findings"]
                 if finding["rule"] == rule["id"]}
        if (name == "bad.py") != bool(wanted):
            wrong.append("%s: bad.py says BAD somewhere, good.py nowhere" % source)
        for line in sorted(wanted - found):
            wrong.append("%s:%d: not found: %s" % (source, line, lines[line - 1].strip()))
        for line in sorted(found - wanted):
            wrong.append("%s:%d: false alarm: %s" % (source, line, lines[line - 1].strip()))
    return wrong


def main():
    postern, only = sys.argv[1], sys.argv[2:]
    rules = json.loads(subprocess.check_output([postern, "rules", "--format", "json"]))
    rules = [rule for rule in rules if rule["verb"] == "audit"]
    failed = 0
    for rule in rules:
        if only and rule["id"] not in only:
            continue
        told = subprocess.check_output([postern, "explain", rule["id"]], text=True)
        wrong = [] if "The flaw" in told else ["%s: no example" % rule["id"]]
        wrong += check(postern, rule, RULES / rule["id"].replace("-", "_"))
        failed += bool(wrong)
        for each in wrong:
            print(each)
    print("%d rules, %d failed" % (len(rules), failed))
    sys.exit(bool(failed or not rules))


if __name__ == "__main__":
    main()
