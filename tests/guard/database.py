# SPDX-License-Identifier: Apache-2.0
"""Databases of our own for tests: SQLite's file, or a PostgreSQL on a unix socket in our folder."""
import atexit
import os
import pathlib
import shutil
import subprocess

from kit import WORK, until


def start_postgresql():
    """A server of our own on a unix socket in our folder; not as root, whom it refuses."""
    folder = WORK / "pg"
    bin_folder = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
    folder.mkdir()
    if user:
        WORK.chmod(0o711)
        shutil.chown(folder, "nobody", "nogroup")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run([*user, bin_folder / "initdb", "-D", folder / "data", "-U", "depot", "-A", "trust", "-N",
                    "-E", "UTF8", "--locale=C"], check=True, **quiet)
    process = subprocess.Popen([*user, bin_folder / "postgres", "-D", folder / "data", "-k", folder, "-c",
                                "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=20"], **quiet)
    atexit.register(process.kill)
    until("PostgreSQL answers", lambda: subprocess.run(
        [bin_folder / "psql", "-h", folder, "-U", "depot", "-c", "", "postgres"], **quiet).returncode == 0)
    return process


def sql(kind, statement):
    """Runs a change as Django's owner would."""
    if kind == "sqlite":
        subprocess.run(["sqlite3", "-cmd", ".timeout 60000", WORK / "db.sqlite3", statement], check=True)
    else:
        subprocess.run(["psql", "-q", "-h", WORK / "pg", "-U", "depot", "-v", "ON_ERROR_STOP=1", "-c", statement, "postgres"],
                       check=True)
