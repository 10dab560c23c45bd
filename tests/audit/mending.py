#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What --fix does to files and trees: mending.py POSTERN."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

POSTERN = str(pathlib.Path(sys.argv[1]).resolve())
SETTINGS = 'ROOT_URLCONF = "urls"\nREST_FRAMEWORK = {"UNAUTHENTICATED_USER": None}\n'
VIEW = '''"""Says: caf\xe9."""
from django.urls import path
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView


class Orders(APIView):
\tpermission_classes = [AllowAny]

\tdef post(self, request):
\t\treturn None


urlpatterns = [path("orders/", Orders.as_view())]'''
failed = []


def expect(what, holds, told=""):
    if not holds:
        failed.append("%s\n%s" % (what, told))


def run(root, *options, command=None):
    return subprocess.run(command or [POSTERN, "audit", ".", "--only", "open-endpoint", *options],
                          cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def project(root, source):
    (root / "settings.py").write_text(SETTINGS)
    (root / "manage.py").write_text('DJANGO_SETTINGS_MODULE = "settings"\n')
    (root / "urls.py").write_bytes(source)
    return root / "urls.py"


def git(root, *arguments):
    return run(root, command=["git", "-c", "user.name=t", "-c", "user.email=t@example.com",
                              *arguments])


def bytes_are_kept(root):
    """Line ends, byte order mark, tabs, encoding, and a last line without an end."""
    forms = {"unix": VIEW.encode(), "dos": VIEW.replace("\n", "\r\n").encode(),
             "mark": b"\xef\xbb\xbf" + VIEW.encode(),
             "latin": ("# -*- coding: latin-1 -*-\n" + VIEW).encode("latin-1")}
    for name, source in forms.items():
        file = project(root, source)
        done = run(root, "--settings", "settings", "--fix", "--force", "--quiet")
        end = b"\r\n" if name == "dos" else b"\n"
        allow = b"from rest_framework.permissions import AllowAny"
        views = b"from rest_framework.views import APIView" + end
        wanted = source.replace(b"= [AllowAny]", b"= [IsAuthenticated]").replace(
            views, views + allow.replace(b"AllowAny", b"IsAuthenticated") + end)
        expect("%s: bytes" % name, file.read_bytes() == wanted, repr(file.read_bytes()))
        expect("%s: status" % name, done.returncode == 0, done.stderr.decode())


def diffs_apply(root):
    for source in (VIEW.encode(), VIEW.replace("\n", "\r\n").encode()):
        file = project(root, source)
        diff = run(root, "--settings", "settings", "--diff", "--quiet").stdout
        run(root, "--settings", "settings", "--fix", "--force", "--quiet")
        mended = file.read_bytes()
        expect("--fix mends", mended != source)
        for tool in (["git", "apply", "-p1", "-"], ["patch", "-p1", "--quiet", "--binary"]):
            file.write_bytes(source)
            done = subprocess.run(tool, cwd=root, input=diff, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT)
            expect("%s takes the diff" % tool[0], file.read_bytes() == mended,
                   done.stdout.decode() + diff.decode())


def sarif_says_the_same(root):
    """The replacements of a SARIF fix, made by their bytes, give what git makes of the diff."""
    project(root, VIEW.encode())
    source = root / "urls.py"
    told = run(root, "--diff", "--quiet", "-o", "audit.sarif")
    results = json.loads((root / "audit.sarif").read_text())["runs"][0]["results"]
    changes = [change for result in results for fix in result.get("fixes", ())
               for change in fix["artifactChanges"]]
    expect("SARIF carries no fix", changes, told.stderr.decode())
    text = source.read_bytes()
    for change in changes:
        expect("SARIF mends another file", change["artifactLocation"]["uri"] == "urls.py", str(change))
        for each in sorted(change["replacements"], key=lambda one: -one["deletedRegion"]["byteOffset"]):
            start = each["deletedRegion"]["byteOffset"]
            end = start + each["deletedRegion"]["byteLength"]
            text = text[:start] + each["insertedContent"]["text"].encode() + text[end:]
    subprocess.run(["git", "apply", "-"], cwd=root, input=told.stdout, check=True)
    expect("SARIF's fix is not the diff's", text == source.read_bytes(), text.decode("latin-1"))
    run(root, "--quiet", "-o", "plain.sarif")
    expect("SARIF has a fix that nobody tried", "artifactChanges" not in (root / "plain.sarif").read_text())


def trees_are_asked(root):
    file = project(root, VIEW.encode())
    fix = ("--settings", "settings", "--fix")
    done = run(root, *fix)
    expect("no git: refused", done.returncode == 2 and b"in no git work tree" in done.stderr,
           done.stderr.decode())
    git(root, "init", "--quiet")
    git(root, "add", "settings.py", "manage.py")
    git(root, "commit", "--quiet", "-m", "some")
    done = run(root, *fix)
    expect("not tracked: refused", done.returncode == 2 and b"is not in git" in done.stderr,
           done.stderr.decode())
    git(root, "add", "--all")
    done = run(root, *fix)
    expect("changed: refused", done.returncode == 2 and b"not committed" in done.stderr,
           done.stderr.decode())
    expect("nothing is changed", file.read_text() == VIEW)
    git(root, "commit", "--quiet", "-m", "all")
    done = run(root, *fix)
    expect("clean: mended", done.returncode == 0 and "[IsAuthenticated]" in file.read_text(),
           done.stderr.decode())
    expect("who loses access is told", b"callers without a login" in done.stderr and
           b"/orders/" in done.stderr, done.stderr.decode())


def files_are_kept(root):
    """Read-only, a link, a full disk: told, and nothing is lost."""
    file = project(root, VIEW.encode())
    fix = ("--settings", "settings", "--fix", "--force")
    file.chmod(0o444)
    done = run(root, *fix)
    expect("read-only is told", done.returncode == 2 and b"urls.py: not mended: it is read-only"
           in done.stderr, done.stderr.decode())
    file.chmod(0o640)
    limited = run(root, command=["/bin/sh", "-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "sh",
                                 POSTERN, "audit", ".", *fix])
    expect("a full disk is told", limited.returncode == 2 and b"could not be written" in
           limited.stderr, "%d %s" % (limited.returncode, limited.stderr.decode()))
    expect("nothing is lost", file.read_text() == VIEW)
    expect("nothing is left behind", sorted(os.listdir(root)) ==
           ["manage.py", "settings.py", "urls.py"], str(os.listdir(root)))
    run(root, *fix)
    expect("the mode stays", file.stat().st_mode & 0o777 == 0o640)
    file.rename(root / "elsewhere.txt")
    (root / "elsewhere.txt").write_text(VIEW)
    file.symlink_to("elsewhere.txt")
    done = run(root, *fix)
    expect("a link is not written through", (root / "elsewhere.txt").read_text() == VIEW,
           done.stderr.decode())


def arguments_are_checked(root):
    project(root, VIEW.encode())
    for options in (["--diff", "--fix"], ["--diff", "--format", "json"], ["--force"]):
        expect("%s: refused" % options, run(root, *options).returncode == 2)


def baselines_count(root):
    file = project(root, VIEW.encode())
    run(root, "--settings", "settings", "-o", "known.json")
    done = run(root, "--settings", "settings", "--baseline", "known.json", "--fix", "--force")
    expect("what the baseline knows stays", file.read_text() == VIEW, done.stderr.decode())
    file.write_text(VIEW.replace("AllowAny]", "AllowAny]  # postern: ignore[open-endpoint] meant"))
    before = file.read_text()
    run(root, "--settings", "settings", "--fix", "--force")
    expect("what is ignored stays", file.read_text() == before)


def main():
    for test in (bytes_are_kept, diffs_apply, sarif_says_the_same, trees_are_asked, files_are_kept,
                 arguments_are_checked, baselines_count):
        with tempfile.TemporaryDirectory() as folder:
            test(pathlib.Path(folder))
    print("\n".join(failed) or "all as it should be")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
