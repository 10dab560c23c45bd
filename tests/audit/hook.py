#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The hook that .pre-commit-hooks.yaml defines, in a repository of somebody's: a commit with an open
endpoint does not come about, one without does: hook.py POSTERN. By pre-commit itself where that is
there; else its entry is run as pre-commit runs it, as a hook of git."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
POSTERN = pathlib.Path(sys.argv[1]).resolve()
SETTINGS = """SECRET_KEY = open("/run/key").read()
ALLOWED_HOSTS = ["shop.example"]
ROOT_URLCONF = "urls"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
REST_FRAMEWORK = {"DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
                  "DEFAULT_THROTTLE_RATES": {"anon": "9/min"},
                  "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"]}
"""
URLS = """from django.urls import path
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.views import APIView
class Orders(APIView):
    permission_classes = [%s]
    def post(self, request): return None
urlpatterns = [path("orders/", Orders.as_view())]
"""
STARTER = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'


def git(folder, *words, check=True):
    environment = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null", HOME=str(folder / ".git"),
                       PATH="%s:%s" % (folder / ".git" / "bin", os.environ["PATH"]))
    for name in [name for name in environment if name.startswith("GIT_") and not name.startswith("GIT_CONFIG_")]:
        del environment[name]
    return subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *words], cwd=folder, check=check,
                          env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def install(folder, hook):
    """What is committed is looked at: names that the hook does not want start nothing."""
    git(folder, "init", "-q")
    (folder / ".git" / "bin").mkdir()
    (folder / ".git" / "bin" / "postern").symlink_to(POSTERN)
    tool = shutil.which("pre-commit")
    if tool and (ROOT / ".git").is_dir():
        revision = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "HEAD"], stdout=subprocess.PIPE, text=True).stdout
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [
            {"repo": str(ROOT), "rev": revision.strip(), "hooks": [{"id": hook["id"]}]}]}))
        script = "#!/bin/sh\nexec '%s' run\n" % tool
    else:
        script = "#!/bin/sh\ngit diff --cached --name-only | grep -qE '%s' || exit 0\nexec %s\n" % (hook["files"], hook["entry"])
    (folder / ".git" / "hooks" / "pre-commit").write_text(script)
    (folder / ".git" / "hooks" / "pre-commit").chmod(0o755)


def commit(folder, name, text):
    (folder / name).write_text(text)
    git(folder, "add", "-A")
    return git(folder, "commit", "-q", "-m", name, check=False)


def main():
    if not shutil.which("git"):
        sys.exit(77)
    hook, = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    wrong = []
    if hook["language"] != "system" or hook["pass_filenames"] is not False:
        wrong.append("the hook wants more than the program that is installed")
    for name in ("shop/views.py", "requirements/prod.txt", "requirements.txt", "pyproject.toml", "uv.lock", "Pipfile",
                 "Dockerfile", "compose.yaml", "docker-compose.prod.yml", "Procfile", "deploy/shop.service", "postern.yaml"):
        if not re.search(hook["files"], name):
            wrong.append("%s changes what an audit tells, and starts none" % name)
    if re.search(hook["files"], "docs/notes.md"):
        wrong.append("docs/notes.md starts an audit")
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        install(folder, hook)
        (folder / "settings.py").write_text(SETTINGS)
        (folder / "wsgi.py").write_text(STARTER)
        done = commit(folder, "urls.py", URLS % "AllowAny")
        if done.returncode == 0 or "open-endpoint" not in done.stdout:
            wrong.append("an open endpoint was committed: %d %s" % (done.returncode, done.stdout[-1500:]))
        done = commit(folder, "urls.py", URLS % "IsAuthenticated")
        if done.returncode:
            wrong.append("a sound commit was stopped: %s" % done.stdout[-1500:])
    print("\n".join(wrong + ["%d wrong" % len(wrong)]))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
