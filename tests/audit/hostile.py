#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What a tree may hold that cannot be read: each is told with its place, and the rest is judged all the
same: hostile.py POSTERN."""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SETTINGS = "SECRET_KEY = open('/run/key').read()\nROOT_URLCONF = 'urls'\n"
URLS = """from django.urls import path
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView
class Kept(APIView):
    permission_classes = [IsAuthenticated]
    def get(self, request): return None
urlpatterns = [path("kept/", Kept.as_view())]
"""
DEPTH, MEGABYTES, NOBODY = 10000, 50, 65534


def syntax_error(folder):
    (folder / "broken.py").write_text("x = 1\ndef f(:\n    return )\ny = 2\n")


def binary(folder):
    (folder / "binary.py").write_bytes(b"x = 1\n" + bytes(range(256)) * 20)


def invalid_utf8(folder):
    (folder / "latin.py").write_bytes(b"x = '\xe4\xf6'\ny = (\n")


def large(folder):
    with (folder / "large.py").open("wb") as file:
        file.write(b"x = [\n" + b"    'a line of fifteen',\n" * (MEGABYTES * 41000) + b"]\n")


def deep(folder):
    (folder / "deep.py").write_text("x = " + "(" * DEPTH + "1" + ")" * DEPTH + "\n")


def deep_list(folder):
    (folder / "lists.py").write_text("x = " + "[" * DEPTH + "]" * DEPTH + "\n")


def deep_blocks(folder):
    (folder / "blocks.py").write_text("".join(" " * i + "if x:\n" for i in range(2000)) + " " * 2000 + "pass\n")


def long_chain(folder):
    (folder / "chain.py").write_text("x = " + "+".join(["1"] * DEPTH) + "\ny = a" + ".b" * DEPTH + "\n")


def loop(folder):
    (folder / "loop").symlink_to(folder)
    (folder / "self.py").symlink_to(folder / "self.py")


def unreadable(folder):
    (folder / "locked").mkdir()
    (folder / "locked" / "views.py").write_text("x = 1\n")
    (folder / "locked").chmod(0)
    (folder / "sealed.py").write_text("x = 1\n")
    (folder / "sealed.py").chmod(0)


def utf16(folder):
    (folder / "wide.py").write_bytes("x = 1\n".encode("utf-16"))


def nulls(folder):
    (folder / "nulls.py").write_bytes(b"x = 1\n\0\0\0")


def pipes(folder):
    """Whoever opens one waits for ever."""
    for name in ("pipe.py", ".gitignore", "requirements.txt", "pyproject.toml"):
        os.mkfifo(folder / name)
    (folder / "apps").mkdir()
    (folder / "apps" / "requirements.txt").write_text("-r more.txt\n")
    os.mkfifo(folder / "apps" / "more.txt")
    (folder / ".git").mkdir()
    os.mkfifo(folder / ".git" / "index")


def linked_pipe(folder):
    os.mkfifo(folder / "end")
    (folder / "linked.py").symlink_to(folder / "end")


def broken_index(folder):
    (folder / ".git").mkdir()
    (folder / ".git" / "index").write_bytes(b"DIRC\0\0\0\2\0\0\0\2no index")
    (folder / ".gitignore").write_text("made.py\n")
    (folder / "made.py").write_text("x = (\n")


# What is put in the tree, and what must be told of it.
CASES = [
    (syntax_error, ["broken.py:2"]),
    (binary, ["binary.py: warning: not text"]),
    (invalid_utf8, ["latin.py:2"]),
    (large, ["large.py: warning: not judged: a limit was exceeded"]),
    (deep, ["deep.py:1"]),
    (deep_list, ["lists.py:1"]),
    (deep_blocks, ["blocks.py:"]),
    (long_chain, ["chain.py:"]),
    (loop, ["loop: note: a link to a folder", "self.py: note: a link that leads nowhere"]),
    (unreadable, ["locked", "sealed.py"]),
    (utf16, ["wide.py: warning: not text"]),
    (nulls, ["nulls.py: warning: not text"]),
    (pipes, ["pipe.py: note: no file, but a pipe", "apps/more.txt: warning: its versions are not known"]),
    (linked_pipe, ["linked.py: note: a link to a pipe"]),
    (broken_index, [".git: warning: git's list of files cannot be read"]),
]


def audit(postern, folder):
    """As somebody who may not read everything."""
    folder.chmod(0o755)
    them = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    command = [postern, "audit", str(folder), "--settings", "settings", "--format", "json"]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60, **them)


def check(postern, put, says):
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "settings.py").write_text(SETTINGS)
        (folder / "urls.py").write_text(URLS)
        put(folder)
        run = audit(postern, folder)
        for locked in folder.glob("locked"):
            locked.chmod(0o755)
    try:
        rows = json.loads(run.stdout)["endpoints"]
    except ValueError:
        return ["%s: status %d, no report: %s" % (put.__name__, run.returncode, run.stderr[-300:])]
    wrong = ["%s: not told: %s in\n%s" % (put.__name__, each, run.stderr[-600:]) for each in says if each not in run.stderr]
    kept = [(row["view"], row["decided"], row["anonymous"]) for row in rows]
    if kept != [("urls.Kept", True, "refused")]:
        wrong.append("%s: the rest was not judged: %s" % (put.__name__, kept))
    return wrong


def main():
    try:
        subprocess.run([sys.argv[1], "--version"], stdout=subprocess.DEVNULL, check=True,
                       **({"user": NOBODY} if os.geteuid() == 0 else {}))
    except PermissionError:
        print("nobody may not run the program here")
        sys.exit(77)
    wrong = [line for put, says in CASES for line in check(sys.argv[1], put, says)]
    print("\n".join(wrong + ["%d kinds, %d wrong" % (len(CASES), len(wrong))]))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
