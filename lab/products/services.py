# SPDX-License-Identifier: Apache-2.0
"""Servers for one run: private, on free loopback ports, in a scratch folder, ended by their ids."""
import os
import pwd
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

DEBIAN_POSTGRES = "/usr/lib/postgresql"
DATABASE_OWNER = "postgres"  # the server refuses to run as root


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(ready, seconds, what):
    """Asks again and again until `ready` says yes; what has died or stays silent is an error."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise SystemExit("products: %s did not answer within %d s" % (what, seconds))
        time.sleep(0.1)


def listens(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(url):
    """Any answer below 500 will do: a login page, a refusal."""
    try:
        urllib.request.urlopen(url, timeout=20).close()
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
    return True


class Services:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.children = []
        self.postgres_port = self.redis_port = None

    def start(self, name, command, environment=None, user=None, folder=None):
        """A child whose output goes to NAME.log; it ends with stop()."""
        with open(self.folder / (name + ".log"), "ab") as log:
            child = subprocess.Popen(
                [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=environment, user=user, group=user, extra_groups=[] if user else None,
                cwd=folder or self.folder, start_new_session=True)
        self.children.append((name, child))
        return child

    def alive(self, name, child):
        if child.poll() is not None:
            text = (self.folder / (name + ".log")).read_text(errors="replace")
            raise SystemExit("products: %s ended with %d:\n%s" % (
                name, child.returncode, text[-3000:]))
        return True

    def postgres(self):
        """Starts PostgreSQL over the data in FOLDER/pg, made if it is not there; once."""
        if self.postgres_port:
            return self.postgres_port
        programs = max(Path(DEBIAN_POSTGRES).glob("*/bin"), key=lambda path: int(path.parent.name),
                       default=None)
        if programs is None:
            raise SystemExit("products: PostgreSQL is missing (tools/setup products)")
        user = DATABASE_OWNER if os.geteuid() == 0 else None
        data = self.folder / "pg"
        if user:
            data.mkdir(exist_ok=True)
            for path in [data, *data.rglob("*")]:
                shutil.chown(path, user, pwd.getpwnam(user).pw_gid)
        if not (data / "PG_VERSION").exists():
            subprocess.run([programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                            "--locale", "C.UTF-8", "--no-sync"], check=True, user=user, cwd="/",
                           group=user, extra_groups=[] if user else None, stdout=subprocess.DEVNULL,
                           timeout=300)
        (data / "postmaster.pid").unlink(missing_ok=True)
        self.postgres_port = free_port()
        child = self.start("postgres", [
            programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", self.postgres_port, "-k", "",
            "-c", "fsync=off", "-c", "jit=off", "-c", "max_connections=150"], user=user, folder="/")
        wait_until(lambda: self.alive("postgres", child) and subprocess.run(
            [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.postgres_port)]
        ).returncode == 0, 120, "PostgreSQL")
        return self.postgres_port

    def database(self, name):
        """Makes the database if it is not there."""
        command = ["psql", "-qAtX", "-h", "127.0.0.1", "-p", str(self.postgres_port), "-U", "postgres"]
        there = subprocess.run([*command, "-c", "SELECT 1 FROM pg_database WHERE datname = '%s'" % name],
                               check=True, capture_output=True, text=True, timeout=60).stdout.strip()
        if not there:
            subprocess.run([*command, "-c", 'CREATE DATABASE "%s"' % name], check=True, timeout=60)

    def redis(self):
        """Starts Redis that keeps nothing on disk; once."""
        if self.redis_port:
            return self.redis_port
        self.redis_port = port = free_port()
        if not shutil.which("redis-server"):
            raise SystemExit("products: redis-server is missing (tools/setup products)")
        child = self.start("redis", ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "",
                                     "--appendonly", "no", "--dir", self.folder])
        wait_until(lambda: self.alive("redis", child) and listens(port), 60, "Redis")
        return port

    def serve(self, command, url, environment, folder=None, seconds=300):
        """The product's own server; returns when it answers at `url`."""
        child = self.start("server", command, environment, folder=folder)
        wait_until(lambda: self.alive("server", child) and answers(url), seconds, "the server")

    def stop(self):
        """Ends what was started, the last first, and waits for it."""
        while self.children:
            name, child = self.children.pop()
            child.terminate() if name != "postgres" else child.send_signal(2)  # SIGINT: fast
            try:
                child.wait(60)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.postgres_port = self.redis_port = None
