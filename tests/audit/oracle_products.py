#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Real products of Django REST framework: installed from PyPI, imported, and asked by Django itself for
the classes of each route and method; then held against postern's table, made of the same files.

    tests/audit/oracle_products.py [NAME…] [--postern FILE] [--cache DIR] [-v]

Exit 0 only when no decided row disagrees, and at least six products with 1,000 rows were asked."""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import oracle

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "LAB-ONLY-" + "x" * 60

# packages to install; the folders of site-packages that are the product; the settings that postern reads,
# and those that Django does ("" where they are the same), with the files and variables that these need.
PRODUCTS = {
    "ara": {"packages": ["ara[server]"], "folders": ["ara"], "settings": "ara.server.settings",
            "environment": {"ARA_BASE_DIR": "{home}", "ARA_SECRET_KEY": SECRET}},
    "evennia": {"packages": ["evennia"], "folders": ["evennia"], "settings": "game_settings",
                "files": {"game_settings.py": "from evennia.settings_default import *\n"
                         "ROOT_URLCONF = 'evennia.web.urls'\nREST_API_ENABLED = True\nSECRET_KEY = '%s'\n" % SECRET}},
    "kolibri": {"packages": ["kolibri"], "folders": ["kolibri"],
                "beside": "kolibri/dist", "settings": "kolibri.deployment.default.settings.base", "environment": {"KOLIBRI_HOME": "{home}"}},
    "label-studio": {
        "packages": ["label-studio", "gunicorn"], "folders": ["label_studio"], "inside": "label_studio",
        "settings": "core.settings.label_studio",
        "environment": {"LABEL_STUDIO_BASE_DATA_DIR": "{home}", "SECRET_KEY": SECRET, "DJANGO_DB": "sqlite",
                        "COLLECT_ANALYTICS": "false", "LATEST_VERSION_CHECK": "false", "SENTRY_DSN": ""}},
    "nautobot": {
        "packages": ["nautobot", "gunicorn"], "folders": ["nautobot"], "settings": "nautobot.core.settings",
        "django": "nautobot_config", "environment": {
            "NAUTOBOT_ROOT": "{home}", "NAUTOBOT_CONFIG": "{home}/nautobot_config.py", "NAUTOBOT_SECRET_KEY": SECRET},
        "files": {"nautobot_config.py": "from nautobot.core.settings import *\nINSTALLATION_METRICS_ENABLED = False\n"}},
    "netbox": {
        "python": "3.12", "packages": ["netbox", "gunicorn"], "settings": "netbox.settings",
        "folders": ["account", "circuits", "core", "dcim", "extras", "ipam", "netbox", "tenancy", "users", "utilities",
                    "virtualization", "vpn", "wireless"],
        "environment": {"NETBOX_CONFIGURATION": "netbox_config"},
        "files": {"netbox_config.py": "from netbox.configuration_testing import *\nPLUGINS = []\n"}},
    "NEMO": {"packages": ["NEMO", "gunicorn"], "folders": ["NEMO"], "settings": "NEMO.tests.test_settings"},
    "pretalx": {
        "python": "3.12", "packages": ["pretalx", "gunicorn"], "folders": ["pretalx"], "settings": "pretalx.settings",
        "environment": {"PRETALX_FILESYSTEM_LOGS": "{home}", "PRETALX_FILESYSTEM_MEDIA": "{home}",
                        "PRETALX_FILESYSTEM_STATIC": "{home}", "PRETALX_DB_NAME": "{home}/db.sqlite3"}},
    "pretix": {
        "packages": ["pretix", "gunicorn"], "folders": ["pretix"], "settings": "pretix.settings",
        "environment": {"DATA_DIR": "{home}", "PRETIX_CONFIG_FILE": "{home}/pretix.cfg"},
        "files": {"pretix.cfg": "[pretix]\ndatadir=.\n[database]\nbackend=sqlite3\n[django]\nsecret=%s\n" % SECRET}},
    "pulpcore": {
        "packages": ["pulpcore", "gunicorn"], "folders": ["pulpcore", "pulp_file", "pulp_certguard"],
        "settings": "pulpcore.app.settings",
        "environment": {"PULP_SETTINGS": "{home}/pulp.py", "PULP_DEPLOY_ROOT": "{home}", "PULP_MEDIA_ROOT": "{home}",
                        "PULP_WORKING_DIRECTORY": "{home}", "PULP_DB_ENCRYPTION_KEY": "{home}/fields.key"},
        "files": {"fields.key": "TEFCLU9OTFktTEFCLU9OTFktTEFCLU9OTFktTEFCLU8=\n",
                  "pulp.py": "SECRET_KEY = '%s'\nCONTENT_ORIGIN = 'http://127.0.0.1'\n" % SECRET}},
}


def interpreter(version):
    """One that runs: what lies on the path may only stand in for a version that is not chosen."""
    found = [shutil.which("python" + version),
             *sorted(map(str, Path.home().glob(".pyenv/versions/%s.*/bin/python" % version)))]
    return next((path for path in found if path and not subprocess.run(
        [path, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode), None)


def installed(name, cache):
    """The product's own Python; None when it cannot be had here."""
    product, folder = PRODUCTS[name], cache / name
    python, stamp = folder / "venv" / "bin" / "python", folder / "installed"
    wanted = "\n".join(product["packages"])
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    base = interpreter(product.get("python", "3.11"))
    if not base:
        return None
    print("oracle: installing %s" % name, file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    for command in ([base, "-m", "venv", folder / "venv"],
                    [python, "-m", "pip", "install", "--quiet", *product["packages"]]):
        if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            return None
    stamp.write_text(wanted)
    return python


def ask(name, python, postern):
    product = PRODUCTS[name]
    packages = next((python.parent.parent / "lib").glob("python3*/site-packages"))
    with tempfile.TemporaryDirectory() as scratch:
        home, tree = Path(scratch, "home"), Path(scratch, "tree")
        home.mkdir()
        for folder in product["folders"]:
            if (packages / folder).is_dir():
                shutil.copytree(packages / folder, tree / folder, ignore=shutil.ignore_patterns("node_modules", "static"))
        for file, text in product.get("files", {}).items():
            for place in (home, tree):
                (place / file).write_text(text)
        inside = product.get("inside", "")
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1",
                       "PYTHONPATH": "%s:%s:%s" % (home, packages / inside, packages / product.get("beside", ""))}
        for key, value in product.get("environment", {}).items():
            environment[key] = value.replace("{home}", str(home))
        theirs = oracle.asked(str(packages / inside), product.get("django", product["settings"]), str(python), environment)
        return oracle.Verdict(oracle.told(postern, str(tree / inside), product["settings"]), theirs)


def main():
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "postern-products"
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these of: " + ", ".join(sorted(PRODUCTS)))
    parser.add_argument("--postern", default=str(ROOT / "build" / "postern"))
    parser.add_argument("--cache", default=str(cache))
    parser.add_argument("-v", action="store_true", help="the rows that are undecided or missing, too")
    options = parser.parse_args()
    lines, wrong, rows = [], 0, 0
    for name in options.names or sorted(PRODUCTS):
        python = installed(name, Path(options.cache))
        if not python:
            print("oracle: %s left out: its Python or its packages cannot be had" % name, file=sys.stderr)
            continue
        try:
            verdict = ask(name, python, options.postern)
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            print("oracle: %s left out: %s" % (name, error), file=sys.stderr)
            continue
        if options.v or verdict.wrong:
            verdict.show(name, options.v)
        version = subprocess.run([python, "-c", "import importlib.metadata as of, sys; print(of.version(sys.argv[1]))",
                                  PRODUCTS[name]["packages"][0].partition("[")[0]], stdout=subprocess.PIPE, text=True)
        lines.append("| %s %s | %d | %d | %d | %d | %d | %d | %.1f %% |" % (
            name, version.stdout.strip(), verdict.routes, verdict.total, verdict.good, len(verdict.wrong),
            len(verdict.undecided), len(verdict.missing), verdict.decided()))
        wrong, rows = wrong + len(verdict.wrong), rows + verdict.total
    print("| product | routes | rows | agree | disagree | undecided | not found | decided |\n|---|---|---|---|---|---|---|---|")
    print("\n".join(lines))
    enough = bool(options.names) or (len(lines) >= 6 and rows >= 1000)
    if not enough:
        print("- fewer than six products with 1,000 rows could be asked")
    return bool(wrong) or not enough


if __name__ == "__main__":
    sys.exit(main())
