# SPDX-License-Identifier: Apache-2.0
"""Guards that compare paths, and routes that see them otherwise (path-variant)."""
import re

from django.http import JsonResponse
from django.urls import path, re_path

from .base import Ledger, case, ledger
from .methods import reader, refusal

HERE = "/api/paths/"


def guarded(request):
    """True where the guard thinks that a credential is needed. Every line has a hole."""
    return (request.path.startswith(HERE + "case/")            # /API/Paths/Case/ is routed, too
            or request.path == HERE + "slash/"                 # so is /api/paths/slash
            or request.path == HERE + "suffix/"                # so is /api/paths/suffix.json
            or request.path.startswith(HERE + "double/")       # so is /api/paths//double/
            or request.META.get("RAW_URI", "").startswith(HERE + "encoded/"))  # and %65ncoded


class PathGuards:
    """Authentication in a middleware, by path."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if guarded(request) and reader(request) is None:
            return refusal()
        return self.get_response(request)


class MergeSlashes:
    """Tidies /api/paths//double/ after the guard has looked at it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        merged = re.sub("/{2,}", "/", request.path_info)
        if merged.startswith(HERE + "double/") and not merged.endswith("/fixed/"):
            request.path_info = merged
        return self.get_response(request)


def behind_guard(request):
    """Leaves the check to the middleware."""
    return JsonResponse(ledger(reader(request)))


# Django cannot reverse routes beside one with (?i), so the letters are spelt out.
ANY_CASE = "".join("[%s%s]" % (c.upper(), c) if c.isalpha() else c for c in "api/paths/case/")

any_case = [
    re_path("^%s$" % ANY_CASE, behind_guard),
    re_path("^%sfixed/$" % ANY_CASE, Ledger.as_view()),
]

urlpatterns = [
    re_path(r"^slash/?$", behind_guard),
    re_path(r"^slash/fixed/?$", Ledger.as_view()),
    re_path(r"^suffix(\.[a-z]+)?/?$", lambda request, suffix=None: behind_guard(request)),
    re_path(r"^suffix/fixed(?P<suffix>\.[a-z]+)?/?$", Ledger.as_view()),
    *case("double", behind_guard),
    path("encoded/", behind_guard),
    path("encoded/fixed/", Ledger.as_view()),
]
