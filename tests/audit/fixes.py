#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every fix that a rule carries, made and judged again: fixes.py POSTERN [RULE…].

Each bad.py is mended with --fix; what git then sees is what --diff printed; a real Django imports
the mended file; and the audit that follows finds no more than PARTS says. UNFIXED says which rules
carry no fix: a rule that loses its own is noticed, and so is one that gets one."""
import functools
import json
import multiprocessing
import os
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
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
SCOPE_KEY = INVITE_KEY = JWT_KEY = SYNC_API_KEY = "made up for this test"
'''
MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "%s")\n'
# What mends them is more than an edit can be sure of: which audience, which other key, against what
# the token is checked.
UNFIXED = {"authenticator-trusts-unverified", "contract-mismatch", "credential-misread",
           "jwt-claims-unverified-use", "jwt-key-from-token", "jwt-no-audience", "jwt-no-issuer",
           "jwt-secret-key-reused", "scheme-misnamed", "token-from-custom-header",
           "token-from-query", "token-stored-plain", "webhook-unsigned"}
PARTS = {"backend-timing": 1, "jwt-expiry-not-required": 1, "open-endpoint": 11, "jwt-error-unhandled": 1, "cors-open": 2, "authenticator-crashes": 2, "authenticator-swallows-failure": 2, "jwt-verify-disabled": 13,
         "jwt-mixed-algorithms": 5, "jwt-none-allowed": 2, "jwt-weak-key-literal": 3,
         "method-permission-gap": 1, "missing-throttle": 3, "mixed-schemes": 1,
         "no-effect-guard": 7, "open-endpoint-reads-token": 5}


def run(command, cwd, wanted=(0,), text=None):
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, input=text)
    if done.returncode not in wanted:
        raise AssertionError("%s ended with %d\n%s%s" % (
            " ".join(map(str, command)), done.returncode, done.stdout, done.stderr))
    return done.stdout


def git(root, *arguments, text=None):
    return run(["git", "-c", "user.name=test", "-c", "user.email=test@example.com", *arguments],
               root, text=text)


def prepare(root, rules):
    for rule in rules:
        folder = root / rule["id"]
        folder.mkdir()
        shutil.copy(RULES / rule["id"].replace("-", "_") / "bad.py", folder / "case.py")
        (folder / "empty.py").write_text("urlpatterns = []\n")
        (folder / "sound.py").write_text(SETTINGS)
        settings = "case" if rule["group"] == "settings" else "sound"
        (folder / "manage.py").write_text(MANAGE % settings)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "as it was")


def imports(folder, settings):
    """What a real Django says of the file, in a process of its own; a package that is not here is
    no fault of the fix."""
    ends = os.pipe()
    child = os.fork()
    if child == 0:
        said = ""
        try:
            sys.path.insert(0, str(folder))
            sys.dont_write_bytecode = True
            os.environ["DJANGO_SETTINGS_MODULE"] = "case" if settings else "sound"
            import django
            django.setup()
            import case  # noqa
        except BaseException as error:  # whatever it is, the parent tells it
            said = "%s: %s" % (type(error).__name__, error)
        os.write(ends[1], said.encode())
        os._exit(0)
    os.close(ends[1])
    with os.fdopen(ends[0]) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return "" if said.startswith(("ModuleNotFoundError", "ImportError: cannot import name 'jwt'")) else said


def check(postern, root, rule):
    """The diff, and what is wrong with it."""
    wrong, only = [], ["--quiet", "--only", rule["id"]]
    folder, settings = root / rule["id"], rule["group"] == "settings"
    could = imports(folder, settings)
    diff = run([postern, "audit", folder, *only, "--diff"], root, (0, 1))
    left = json.loads(run([postern, "audit", folder, *only, "--fix", "--force", "--format", "json"],
                          root, (0, 1)))["findings"]
    if bool(diff) == (rule["id"] in UNFIXED):
        wrong.append("it has %s fix" % ("a" if diff else "no"))
    if diff and len(left) != PARTS.get(rule["id"], 0):
        wrong.append("%d findings are left: %s" % (len(left), [
            "%d: %s" % (each["location"]["line"], each["message"]) for each in left]))
    now = imports(folder, settings)
    if now and not could:
        wrong.append("Django no longer imports it: %s\n%s" % (now, diff))
    return diff, wrong


def main():
    postern, only = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2:]
    rules = [rule for rule in json.loads(subprocess.check_output(
        [postern, "rules", "--format", "json"])) if rule["verb"] == "audit" and
        (not only or rule["id"] in only)]
    for name in ("SECRET_KEY", "JWT_KEY", "JWT_SIGNING_KEY", "ALLOWED_HOSTS"):
        os.environ[name] = "made up for this test"
    import django.conf, django.db, django.urls  # noqa: once for all of the children
    wrong, diffs = [], {}
    with tempfile.TemporaryDirectory() as work:
        root = pathlib.Path(work)
        prepare(root, rules)
        with multiprocessing.get_context("fork").Pool() as pool:
            said = pool.map(functools.partial(check, postern, root), rules, chunksize=1)
        for rule, (diff, faults) in zip(rules, said):
            diffs[rule["id"]] = diff
            wrong += ["%s: %s" % (rule["id"], each) for each in faults]
        mended = git(root, "diff")
        git(root, "checkout", "--quiet", ".")
        for name, diff in diffs.items():
            if diff:
                git(root, "apply", "--directory", name, "-", text=diff)
        if git(root, "diff") != mended:
            wrong.append("--diff and --fix do not agree")
    print("\n".join(wrong + ["%d rules, %d wrong" % (len(rules), len(wrong))]))
    sys.exit(bool(wrong or not rules))


if __name__ == "__main__":
    main()
