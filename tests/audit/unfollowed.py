#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Routes that cannot be followed are told, with their place: unfollowed.py POSTERN."""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

SETTINGS = "SECRET_KEY = 'x'\nROOT_URLCONF = 'site_urls'\n"
HEAD = "from django.urls import include, path\nfrom plugins import found\nurlpatterns = [path('a/', found)]\n"
MORE = "more routes are added here that cannot be followed"

VIEWS = """from plugins import Mixin
from rest_framework.decorators import action
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ModelViewSet
class Carts(Mixin, ModelViewSet):
    @action(detail=True)
    def unload(self, request): return None
router = SimpleRouter()
router.register("carts", Carts)
urlpatterns = router.urls
"""

DOUBT = """from django.http import HttpResponse, HttpResponseForbidden
from django.urls import path
from django.views import View
from plugins import known
class Show(View):
    def dispatch(self, request, *args, **kwargs):
        if known(request):
            return HttpResponseForbidden()
        return super().dispatch(request, *args, **kwargs)
    def get(self, request): return HttpResponse("crates")
urlpatterns = [path("show/", Show.as_view())]
"""
INSIDE = DOUBT.replace("""            return HttpResponseForbidden()
        return super().dispatch(request, *args, **kwargs)
""", """            return super().dispatch(request, *args, **kwargs)
        return HttpResponseForbidden()
""")
LONG = """from django.http import HttpResponse
from django.urls import path
def count(request):
    total = 0
    for number in range(9000):
        total = total + number * number - number // 3
    return HttpResponse(total, status=200 if request.user.is_authenticated else 401)
urlpatterns = [path("count/", count)]
"""
CUT = """import jwt
from django.http import HttpResponse
def read(token):
    total = 0
    for number in range(19000):
        total = total + number * number - number // 3
    return jwt.decode(token, options={"verify_signature": False})
urlpatterns = []
"""
SPENT = "too much would have to be followed to tell (site_urls.py:6)"
ON = "whether the view is reached depends on a condition that is not known (site_urls.py:7)"

# What the routes are, the exit status that must be, what the standard error must say, and a row's reason.
CASES = [
    ("urlpatterns = []\n", 3, "its routes (ROOT_URLCONF) are an empty list", None),
    (HEAD + "for each in found():\n    urlpatterns.append(path(each, each))\n", None, "site_urls.py:5:24: warning: routes below /", MORE),
    (HEAD + "urlpatterns += [path('b/', include(found())), *found()]\n", None, "site_urls.py:4:17: warning: routes below /b/", MORE),
    (VIEWS, None, "", None),
    (DOUBT, None, "", ON),
    (LONG, None, "", SPENT),
    (CUT, None, "site_urls.py:6:", None),
    (INSIDE, None, "", ON),
    (HEAD + "urlpatterns.extend(found())\n", None, "site_urls.py: warning: routes below /", MORE),
]


def main():
    wrong = 0
    for routes, status, said, reason in CASES:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "site_settings.py").write_text(SETTINGS)
            Path(folder, "site_urls.py").write_text(routes)
            Path(folder, "shop").mkdir()
            Path(folder, "shop", "urls.py").write_text(HEAD)
            run = subprocess.run([sys.argv[1], "audit", folder, "--settings", "site_settings", "--format", "json"],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            rows = json.loads(run.stdout)["endpoints"]
            right = said in run.stderr and (status is None or run.returncode == status)
            right = right and (not reason or any(row["reason"] == reason for row in rows))
            right = right and (routes != VIEWS or any(row["route"] == "/carts/{pk}/unload/" for row in rows))
        if not right:
            wrong += 1
            print("wrong: ended with %d\n%s\n%s%s" % (run.returncode, routes, run.stderr, rows))
    print("%d right, %d wrong" % (len(CASES) - wrong, wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
