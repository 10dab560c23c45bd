#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Small trees with .gitignore files that chance wrote: git and the audit must leave out the same files.
Some of them git was told to keep all the same, and then they are read. Some folders are work trees of
their own, submodules or clones, with what they keep themselves. Also where the audit is asked for a folder within the work tree. Skipped without git.

    tests/audit/ignored.py PROGRAM [FIRST-TREE] [TREES]"""
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

POSTERN = sys.argv[1]
FIRST = int(sys.argv[2]) if len(sys.argv) > 2 else 0
TREES = int(sys.argv[3]) if len(sys.argv) > 3 else 40
FOLDERS = ["a", "b", "ab", "foo", "foo-bar"]
FILES = ["x.py", "y.py", "foo.py", "a b.py", "#h.py", "!n.py", "x[1].py"]
PARTS = FOLDERS + ["*", "**", "?", "f*", "*o", "[ab]", "[!a]", "[^a]", "[a-f]", "foo-*", "a*b", "a?", "***"]
LAST = FILES + ["*.py", "x*", "[xy].py", "[!x-y].py", "\\#h.py", "\\!n.py", "x\\[1\\].py", "?.py", "**.py", "[x"]


def pattern(chance):
    parts = [chance.choice(PARTS) for _ in range(chance.choice([1, 1, 1, 2, 2, 3]))]
    text = chance.choice(["/".join(parts + [chance.choice(LAST)]), chance.choice(LAST), "/".join(parts)])
    for odds, change in [(.2, "/{}"), (.2, "{}/"), (.25, "!{}"), (.05, "{}  "), (.05, " {}"), (.05, "{}\\ "),
                         (.05, "{}\r"), (.04, "#{}")]:
        text = change.format(text) if chance.random() < odds else text
    return text


def write(root, chance):
    """What can stand in the way of a file being read is left out: its names are the only difference."""
    folders = [""]
    for name in FOLDERS:
        if chance.random() < .5:
            folders += [name] + ["%s/%s" % (name, below) for below in FOLDERS if chance.random() < .25]
    files = []
    for folder in folders:
        (root / folder).mkdir(exist_ok=True)
        for name in FILES:
            if chance.random() < .22:
                files.append(os.path.join(folder, name))
                (root / files[-1]).write_text("x = (\n")  # told, wherever it is read
        if not folder or chance.random() < .2:
            lines = [pattern(chance) for _ in range(chance.randint(1, 5))]
            (root / folder / ".gitignore").write_text("\n".join(lines) + "\n", newline="")
    return folders, files


def keep_some(root, chance, files):
    """What git has in its index, whatever a .gitignore says, in any form of the index."""
    some = [each for each in files if chance.random() < .3]
    if some and chance.random() < .6:
        git(root, "add", "-f", "--", *[":(literal)" + each for each in some])
        git(root, "update-index", "--index-version", chance.choice("234"))
        if chance.random() < .3:  # a flag that only version 3 has room for
            git(root, "update-index", "--skip-worktree", "--", some[0])


def within(path, folder):
    return path.startswith(folder + "/")


def found(root, chance, folders, files, form):
    """Makes a folder a work tree of its own, now and then a submodule of the one above."""
    if len(folders) < 2 or chance.random() < .5:
        return None
    inner = chance.choice(folders[1:])
    apart = ["--separate-git-dir", str(root / ".git" / "inner")] if chance.random() < .5 else []
    git(root / inner, "init", "-q", "--object-format", form, *apart)
    (root / inner / ".gitignore").write_text("\n".join(pattern(chance) for _ in range(4)) + "\n", newline="")
    keep_some(root / inner, chance, [each[len(inner) + 1:] for each in files if within(each, inner)])
    git(root / inner, "commit", "-q", "--allow-empty", "-m", "all")
    if chance.random() < .5:
        git(root, "add", "-f", "--", inner)
    return inner


def kept_by(root, inner):
    """What git keeps or does not ignore, in the inner work tree as well."""
    words = ["ls-files", "-z", "-c", "-o", "--exclude-per-directory=.gitignore"]
    kept = {each.rstrip("/") for each in git(root, *words)}
    if inner in kept:
        kept |= {inner + "/" + each for each in git(root / inner, *words)}
    return kept


def git(root, *words):
    environment = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null")
    for who in ["GIT_AUTHOR", "GIT_COMMITTER"]:
        environment.update({who + "_NAME": "somebody", who + "_EMAIL": "somebody@example.org"})
    told = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, env=environment)
    return told.stdout.split("\0")


def read(folder):
    told = subprocess.run([POSTERN, "audit", str(folder), "--settings", "known"], capture_output=True, text=True)
    return {line.split(".py:")[0] + ".py" for line in told.stderr.splitlines() if ".py:" in line}


def compare(number):
    chance = random.Random(number)
    with tempfile.TemporaryDirectory(prefix="postern-ignored-") as name:
        root = pathlib.Path(name)
        form = chance.choice(["sha1", "sha1", "sha256"])
        git(root, "init", "-q", "--object-format", form)
        folders, files = write(root, chance)
        below = chance.choice(folders)
        count = 0
        inner = found(root, chance, folders, files, form)
        keep_some(root, chance, [each for each in files if not inner or not within(each, inner)])
        kept = kept_by(root, inner)
        for folder in {"", below}:
            if folder and not git(root, "ls-files", "-z", "-o", "--exclude-per-directory=.gitignore", folder)[0]:
                continue  # git leaves all of it out, and whoever names it wants it
            (root / folder / "known.py").write_text("ROOT_URLCONF = 'known'\nurlpatterns = []\n")
            if "known.py" not in git(root / folder, "ls-files", "-z", "-o", "--exclude-per-directory=.gitignore"):
                continue  # no settings, nothing is read
            prefix = folder + "/" if folder else ""
            wanted = {each[len(prefix):] for each in files if each in kept and each.startswith(prefix)}
            told = read(root / folder) - {"known.py"}
            if told != wanted:
                print("tree %d, folder %r: read and ignored by git: %s; left out, and not by git: %s"
                      % (number, folder, sorted(told - wanted), sorted(wanted - told)))
                return None
            count += len(wanted)
    return count


def main():
    if not shutil.which("git"):
        print("skipped: git is not there")
        return 77
    results = [compare(number) for number in range(FIRST, FIRST + TREES)]
    told = [each for each in results if each]
    print("%d of %d trees have files that are read, %d together" % (len(told), TREES, sum(told)))
    return 0 if len(told) >= TREES / 3 and None not in results else 1


if __name__ == "__main__":
    sys.exit(main())
