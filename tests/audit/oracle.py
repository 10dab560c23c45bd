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


def normal(route):
    return re.sub(r"\{[^}]*\}", "{}", route).replace("?", "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("postern")
    parser.add_argument("folder")
    parser.add_argument("settings")
    parser.add_argument("--site-packages", action="append", default=[])
    parser.add_argument("--least", type=float, default=95)
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    command = [options.postern, "audit", options.folder, "--settings", options.settings,
               "--format", "json", "--quiet"]
    for each in options.site_packages:
        command += ["--site-packages", each]
    run = subprocess.run(command, stdout=subprocess.PIPE)
    if run.returncode not in (0, 1, 3):
        sys.exit("postern ended with %d" % run.returncode)
    report = json.loads(run.stdout)
    ours = {}
    for row in report["endpoints"]:
        for method in row["methods"]:
            ours.setdefault((normal(row["route"]), method), []).append(row)
    theirs = {}
    for (route, method), rows in real(os.path.abspath(options.folder), options.settings).items():
        theirs.setdefault((normal(route), method), []).extend(rows)
    wrong, missing, undecided, good = [], [], [], 0
    for key, rows in sorted(theirs.items()):
        if key not in ours:
            missing.append(key)
            continue
        for index, row in enumerate(rows):
            mine = ours[key][min(index, len(ours[key]) - 1)]
            if not mine["decided"]:
                undecided.append((key, mine["reason"]))
                continue
            lists = {each: [item["name"] for item in mine[each]]
                     for each in ("authenticators", "permissions", "throttles")}
            if lists == row:
                good += 1
            else:
                wrong.append((key, lists, row))
    total = good + len(wrong) + len(undecided) + len(missing)
    for key in missing:
        print("not found: %s %s" % (key[1], key[0]))
    for key, reason in undecided:
        if options.v:
            print("undecided: %s %s: %s" % (key[1], key[0], reason))
    for key, mine, true in wrong:
        print("wrong: %s %s\n  ours  %s\n  truth %s" % (key[1], key[0], mine, true))
    decided = 100 * (good + len(wrong)) / total if total else 0
    print("%s: %d rows, %d agree, %d disagree, %d undecided, %d not found: %.1f %% decided" % (
        options.settings, total, good, len(wrong), len(undecided), len(missing), decided))
    sys.exit(bool(wrong) or decided < options.least)


if __name__ == "__main__":
    main()
