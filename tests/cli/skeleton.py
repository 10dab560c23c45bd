#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The way of a project without a contract: postern audit -o contract.yaml, and postern scan with that
against the same project, which runs. The logins work, every operation that the source guards is judged
by them, and what the source says is what the API does: skeleton.py POSTERN."""
import json
import pathlib
import subprocess
import sys
import tempfile

import yaml

import kit

POSTERN = str(pathlib.Path(sys.argv[1]).resolve())
PART = "/api/rights/"
IDENTITIES = """login: {operation: POST /api/token/, token: /access}
identities:
  alice: {username: alice, password: LAB-ONLY-alice-password, role: user}
  carol: {username: carol, password: LAB-ONLY-carol-password, role: staff}
"""


def run(*words, **more):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


def check_contract(contract):
    """What takes a body says so, whether or not it asks for a credential."""
    wrong = []
    for path in ("/api/token/", "/api/writes/create/fixed/"):
        if "requestBody" not in contract["paths"][path]["post"]:
            wrong.append("POST %s takes no body, says the contract" % path)
    if contract["paths"]["/api/token/"]["post"]["security"] != []:
        wrong.append("the login asks for a credential, says the contract")
    return wrong


def scan(folder):
    (folder / "identities.yaml").write_text(IDENTITIES)
    with kit.lab(folder / "run") as url:
        return run(POSTERN, "scan", folder / "contract.yaml", "--url", url, "-i", folder / "identities.yaml", "--quick",
                   "--include", PART + "**", "--format", "json", "--quiet", "--rate", "0", "--no-config")


def main():
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        run(POSTERN, "audit", kit.LAB, "-o", folder / "contract.yaml", "--format", "json")
        contract = yaml.safe_load((folder / "contract.yaml").read_text())
        wrong = check_contract(contract)
        told = scan(folder)
    try:
        report = json.loads(told.stdout)
    except ValueError:
        sys.exit("postern ended with %d: %s" % (told.returncode, told.stderr[-2000:]))
    wrong += [each["message"] for each in report["diagnostics"] if each["level"] == "error"]
    guarded = {"%s %s" % (method.upper(), path) for path, item in contract["paths"].items() if path.startswith(PART)
               for method, each in item.items() if isinstance(each, dict) and each.get("security")}
    verdicts = {"%(method)s %(path)s" % each: each["verdict"] for each in report["operations"]}
    wrong += ["%s: %s" % (each, verdicts.get(each, "not asked")) for each in sorted(guarded)
              if verdicts.get(each) != "enforced"]
    if len(guarded) < 5:
        wrong.append("too few operations to tell anything: %s" % sorted(guarded))
    print("\n".join(wrong + ["%d guarded operations, %d wrong" % (len(guarded), len(wrong))]))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
