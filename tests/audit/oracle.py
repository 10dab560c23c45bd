#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Asks a real Django which authenticators, permissions and throttles each route and method has, and
holds postern's table against it: oracle.py POSTERN FOLDER SETTINGS [--site-packages DIR] [-v].

No row that postern calls decided may disagree; at least 95 of 100 must be decided (--least)."""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile


def template(pattern):
    """A URL pattern as postern shows it; names in braces."""
    from django.urls.resolvers import RoutePattern, LocalePrefixPattern
    if isinstance(pattern, LocalePrefixPattern):
        return "{language}/"
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:[^>:]*:)?([^>]*)>", r"{\1}", str(pattern))
    text = str(pattern)
    text = re.sub(r"\(\?P<([^>]+)>(?:[^()\[\]]|\[[^\]]*\]|\\.|\([^()]*\))*\)", r"{\1}", text)
    text = re.sub(r"\\[ZAbB]", "", text)
    text = re.sub(r"\\([.\-/_])", r"\1", text)
    text = text.replace("^", "").replace("$", "").replace("/?", "/")
    text = re.sub(r"\[[^\]]+\]", "{}", text)
    text = re.sub(r"\((?:\?:)?[^(){}]*\)\?", "", text)
    return re.sub(r"\((?:\?:)?[^()]*\)", "{}", text)


def routes(patterns, prefix="/"):
    from django.urls.resolvers import URLResolver
    for each in patterns:
        part = template(each.pattern)
        if prefix.endswith("/") and part.startswith("/"):
            part = part[1:]
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, prefix + part)
        else:
            yield prefix + part, each.callback


def name(thing):
    """A permission, composed or not, as postern writes it."""
    kind = type(thing).__name__
    sign = {"AND": "&", "OR": "|", "NOT": "~"}.get(kind)
    if sign == "~":
        return "~" + inner(thing.op1)
    if sign:
        return "%s %s %s" % (inner(thing.op1), sign, inner(thing.op2))
    return kind


def inner(thing):
    text = name(thing)
    return "(%s)" % text if type(thing).__name__ in ("AND", "OR", "NOT") else text


def describe(callback, method):
    """The three lists of names, or None when the view has no such method."""
    from django.test import RequestFactory
    from django.contrib.auth.models import AnonymousUser
    from rest_framework.views import APIView
    cls = getattr(callback, "cls", None)
    if cls is None or not issubclass(cls, APIView):
        return None
    actions = getattr(callback, "actions", None)
    view = cls(**getattr(callback, "initkwargs", {}))
    handler = method.lower()
    if handler not in view.http_method_names:
        return None
    if actions is not None:
        view.action_map = actions
        for each, action in actions.items():
            setattr(view, each, getattr(view, action))
        view.action = actions.get(handler)
    if not hasattr(view, handler):
        return None
    plain = RequestFactory().generic(method, "/")
    plain.user = AnonymousUser()
    view.args, view.kwargs = (), {}
    view.format_kwarg = None
    try:
        view.request = plain  # as as_view leaves it: whoever makes the request may look at it
        view.request = view.initialize_request(plain)
        return {
            "authenticators": [name(each) for each in view.get_authenticators()],
            "permissions": [name(each) for each in view.get_permissions()],
            "throttles": [name(each) for each in view.get_throttles()],
        }
    except Exception as error:
        return {"error": repr(error)}


def real(folder, settings):
    sys.path[0] = folder  # not the folder of this file, whose names are none of the project's
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    import django
    django.setup()
    from django.urls import get_resolver
    table = {}
    for route, callback in routes(get_resolver().url_patterns):
        if re.search(r"\{format\}|<drf_format_suffix", route):
            continue
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            row = describe(callback, method)
            if row is not None:
                table.setdefault((route, method), []).append(row)
    return table


def asked(folder, settings, python=None, environment=None):
    """What real() gives, asked in a process of its own where another Python has the project's packages."""
    if not python:
        return real(folder, settings)
    with tempfile.NamedTemporaryFile(suffix=".json") as answer:
        run = subprocess.run([python, os.path.abspath(__file__), "--truth", answer.name, folder, settings],
                             env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=900)
        if run.returncode:
            raise RuntimeError("Django would not load it:\n" + run.stdout[-2000:])
        with open(answer.name) as file:
            return {(route, method): rows for route, method, rows in json.load(file)}


def tell_truth(out, folder, settings):
    with open(out, "w") as file:
        json.dump([[route, method, rows] for (route, method), rows in real(folder, settings).items()], file)


def normal(route):
    """Routes without the names of their parts. A beginning that postern says it does not know, "{…}", is left out."""
    return re.sub(r"\{[^}]*\}", "{}", re.sub(r"^/\{…\}", "/", route)).replace("?", "")


def told(postern, folder, settings, more=()):
    """Postern's rows, by route and method."""
    run = subprocess.run([postern, "audit", folder, "--settings", settings, "--format", "json", "--quiet", *more],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if run.returncode not in (0, 1, 3):
        raise RuntimeError("postern ended with %d" % run.returncode)
    ours = {}
    for row in json.loads(run.stdout)["endpoints"]:
        for method in row["methods"]:
            ours.setdefault((normal(row["route"]), method), []).append(row)
    return ours


LISTS = ("authenticators", "permissions", "throttles")


def take(mine, row):
    """Of our rows with that route and method the one that says the same, an undecided one, or the first."""
    def fits(each):
        return each["decided"] and {part: [item["name"] for item in each[part]] for part in LISTS} == row
    best = next((each for each in mine if fits(each)), None)
    best = best or next((each for each in mine if not each["decided"]), mine[0])
    if len(mine) > 1:
        mine.remove(best)
    return best


class Verdict:
    """Both tables, held against each other."""

    def __init__(self, ours, theirs):
        self.good, self.wrong, self.undecided, self.missing = 0, [], [], []
        grouped = {}
        for (route, method), rows in theirs.items():
            grouped.setdefault((normal(route), method), []).extend(rows)
        for key, rows in sorted(grouped.items()):
            for row in rows:
                self.judge(key, ours.get(key), row)
        self.total = self.good + len(self.wrong) + len(self.undecided) + len(self.missing)
        self.routes = len({route for route, _ in grouped})

    def judge(self, key, mine, row):
        if not mine:
            self.missing.append(key)
            return
        best = take(mine, row)
        lists = {each: [item["name"] for item in best[each]] for each in LISTS}
        if not best["decided"]:
            self.undecided.append((key, best["reason"]))
        elif lists == row:
            self.good += 1
        else:
            self.wrong.append((key, lists, row))

    def decided(self):
        return 100 * (self.good + len(self.wrong)) / self.total if self.total else 0

    def show(self, name, verbose):
        for key in self.missing:
            print("not found: %s %s" % (key[1], key[0]))
        for key, reason in self.undecided if verbose else ():
            print("undecided: %s %s: %s" % (key[1], key[0], reason))
        for key, mine, true in self.wrong:
            print("wrong: %s %s\n  ours  %s\n  truth %s" % (key[1], key[0], mine, true))
        print("%s: %d rows, %d agree, %d disagree, %d undecided, %d not found: %.1f %% decided" % (
            name, self.total, self.good, len(self.wrong), len(self.undecided), len(self.missing), self.decided()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("postern")
    parser.add_argument("folder")
    parser.add_argument("settings")
    parser.add_argument("--site-packages", action="append", default=[])
    parser.add_argument("--least", type=float, default=95)
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    more = [word for each in options.site_packages for word in ("--site-packages", each)]
    ours = told(options.postern, options.folder, options.settings, more)
    verdict = Verdict(ours, asked(os.path.abspath(options.folder), options.settings))
    verdict.show(options.settings, options.v)
    sys.exit(bool(verdict.wrong) or verdict.decided() < options.least)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--truth"]:
        tell_truth(*sys.argv[2:5])
    else:
        main()
