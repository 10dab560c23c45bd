# SPDX-License-Identifier: Apache-2.0
"""What a server of the lab keeps in memory, told to whoever connects to the socket that LAB_MEMORY names: one line for
each entry of a dict, a set or a list that its modules, views and their closures reach. What logins and wrong passwords
leave is not told: numbers that count, and what stands under a random key."""
import os
import re
import socket
import sys
import threading
import types
from pathlib import Path

LAB = str(Path(__file__).resolve().parent)
RANDOM = re.compile(r"[A-Za-z0-9_.-]{20,}")


def ours(module):
    return str(getattr(module, "__file__", None) or "").startswith(LAB)


def is_random(value):
    """A token, or a pair that has one."""
    parts = value if isinstance(value, tuple) else [value]
    return any(isinstance(part, str) and RANDOM.fullmatch(part) and not part.startswith("LAB-ONLY") for part in parts)


def is_plain(value):
    return value is None or isinstance(value, (str, bytes, bool, int, float)) or \
        isinstance(value, (tuple, frozenset)) and all(map(is_plain, value))


def is_count(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def contents(cell):
    try:
        return cell.cell_contents
    except ValueError:  # not filled yet
        return None


class Walk:
    def __init__(self):
        self.seen, self.lines = set(), []

    def inside(self, value):
        """Of a thing that is no container: what it holds."""
        if isinstance(value, types.FunctionType):
            names = value.__code__.co_freevars
            cells = [(name, contents(cell)) for name, cell in zip(names, value.__closure__ or ())]
            return [*cells, *vars(value).items()]
        if isinstance(value, type):
            return list(vars(value).items()) if ours(sys.modules.get(value.__module__)) else []
        if isinstance(value, (staticmethod, classmethod, types.MethodType)):
            return [("", value.__func__)]
        module = type(value).__module__
        if module == "flask.app":
            return [("view_functions", value.view_functions)]
        if module.startswith("django.urls"):  # the one asks for its patterns when it is first needed
            name = "url_patterns" if hasattr(type(value), "url_patterns") else "callback"
            return [(name, getattr(value, name, None))]
        if ours(sys.modules.get(module)):
            return list(getattr(value, "__dict__", {}).items())
        return []

    def entry(self, path, key, value):
        if is_count(value) or is_random(key):
            return
        if is_plain(value):
            self.lines.append("%s[%r] = %r" % (path, key, value))
        else:
            self.visit(value, "%s[%r]" % (path, key))

    def visit(self, value, path):
        if is_plain(value) or id(value) in self.seen or path.count(".") > 12:
            return
        self.seen.add(id(value))
        if isinstance(value, (dict, types.MappingProxyType)):
            for key, inner in list(value.items()):
                self.entry(path, key, inner)
        elif isinstance(value, (set, list, tuple)):
            for inner in list(value):
                self.entry(path, inner if is_plain(inner) else "", True if is_plain(inner) else inner)
        else:
            for name, inner in self.inside(value):
                if not name.startswith("__") and name != "actions":  # Django REST framework adds to them
                    self.visit(inner, "%s.%s" % (path, name))


def told():
    walk = Walk()
    for name, module in sorted(sys.modules.items()):
        if ours(module) and name != __name__:
            for key, value in list(vars(module).items()):
                if not key.startswith("__") and not isinstance(value, types.ModuleType):
                    walk.visit(value, name + "." + key)
    return "".join(line + "\n" for line in sorted(walk.lines))


def serve():
    link = socket.socket(socket.AF_UNIX)
    place = os.environ["LAB_MEMORY"]
    link.bind(place + ".new")
    link.listen()
    os.rename(place + ".new", place)  # it is there when it answers
    while True:
        peer, _ = link.accept()
        with peer:
            peer.sendall(told().encode())


def post_worker_init(worker):
    """Once a worker has begun, gunicorn calls this by its name; nothing, where nobody asks."""
    if os.environ.get("LAB_MEMORY"):
        threading.Thread(target=serve, daemon=True).start()
