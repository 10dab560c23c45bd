# SPDX-License-Identifier: Apache-2.0
"""What every recipe needs: the product installed in the cache, prepared once, and run in a scratch
folder of its own."""
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import rows
from services import Services, free_port

HERE = Path(__file__).resolve().parent


def load(name):
    """The recipe of lab/products/NAME, as a module."""
    specification = importlib.util.spec_from_file_location("recipe", HERE / name / "recipe.py")
    recipe = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(recipe)
    return recipe


def names():
    return sorted(path.parent.name for path in HERE.glob("*/recipe.py"))


def wanting(name):
    """What this machine lacks for that product, in words; None when it can be installed."""
    version = load(name).PYTHON
    return None if interpreter(version) else "Python %s is not here" % version


def interpreter(version):
    """A Python of that version, e.g. "3.11": ours, one in the path, or pyenv's."""
    if sys.version.startswith(version + "."):
        return sys.executable
    found = [shutil.which("python" + version), *sorted(
        map(str, Path.home().glob(".pyenv/versions/%s.*/bin/python" % version)))]
    return next((path for path in found if path), None)


class Kit:
    def __init__(self, name, cache, scratch):
        self.name, self.recipe, self.folder = name, load(name), HERE / name
        self.cache, self.scratch = Path(cache) / name, Path(scratch)
        self.home = self.scratch / "home"  # the product's own files
        self.services = Services(self.scratch)
        self.port = free_port()
        self.url = "http://127.0.0.1:%d" % self.port

    def program(self, name):
        return self.cache / "venv" / "bin" / name

    def run(self, command, environment=None, timeout=1800, text=None):
        """Runs a step to its end; what it said is shown only when it fails."""
        done = subprocess.run(
            [str(word) for word in command], env=environment, timeout=timeout, text=True, input=text,
            stdin=None if text is not None else subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, cwd=self.scratch, start_new_session=True)
        if done.returncode:
            raise SystemExit("products: %s failed with %d:\n%s" % (
                " ".join(map(str, command))[:200], done.returncode, done.stdout[-4000:]))
        return done.stdout

    def environment(self, **more):
        """A bare environment: nothing of the caller's settings leaks into the product."""
        base = {key: os.environ[key] for key in ("LANG", "LC_ALL") if key in os.environ}
        return dict(base, PATH="%s:/usr/bin:/bin" % self.program(""), HOME=str(self.home),
                    PYTHONDONTWRITEBYTECODE="1", **{key: str(value) for key, value in more.items()})

    def install(self):
        """The packages, with pip, unless this very list is there."""
        stamp, wanted = self.cache / "installed", "\n".join(self.recipe.PACKAGES)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        python = interpreter(self.recipe.PYTHON)
        print("products: installing %s" % self.name, file=sys.stderr)
        shutil.rmtree(self.cache, ignore_errors=True)
        self.cache.mkdir(parents=True)
        self.run([python, "-m", "venv", self.cache / "venv"])
        self.run([self.program("python"), "-m", "pip", "install", "--quiet", *self.recipe.PACKAGES],
                 os.environ, 3000)
        stamp.write_text(wanted)

    def version(self):
        return self.run([self.program("python"), "-c", "import importlib.metadata, sys;"
                         "print(importlib.metadata.version(sys.argv[1]))", self.recipe.PACKAGES[0]]).strip()

    def prepare(self):
        """A database with users and objects in it. Migrating is slow: done once for a version and
        its configuration, then copied from the cache."""
        text = self.version() + self.recipe.CONFIG
        kept = self.cache / ("migrated-" + hashlib.sha256(text.encode()).hexdigest()[:12])
        if kept.exists():
            shutil.copytree(kept, self.scratch, symlinks=True, dirs_exist_ok=True)
        else:
            print("products: migrating %s" % self.name, file=sys.stderr)
            self.home.mkdir()
            self.recipe.migrate(self)
            self.services.stop()
            for old in [*self.cache.glob("migrated*")]:
                shutil.rmtree(old)
            fresh = self.cache / "migrated.part"
            shutil.copytree(self.scratch, fresh, symlinks=True, ignore=shutil.ignore_patterns("*.log"))
            fresh.rename(kept)
        self.recipe.seed(self)

    def snapshot(self):
        if self.recipe.DATABASE.endswith(".sqlite3"):
            return rows.of_sqlite(self.home / self.recipe.DATABASE)
        return rows.of_postgres(self.services.postgres_port, self.recipe.DATABASE)

    def fetch(self, path, headers):
        """What the API serves at `path`, as bytes."""
        request = urllib.request.Request(self.url + path, headers=headers)
        with urllib.request.urlopen(request, timeout=600) as answer:
            return answer.read()
