#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Views that are no plain functions: methods of an object or a class, objects that can be called, what
functools.partial makes. Each is run, and told by what it does and by its name: callees.py POSTERN."""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

SETTINGS = """SECRET_KEY = open('/run/key').read()
ROOT_URLCONF = 'urls'
MIDDLEWARE = ['gate.Gate']
"""
GATE = """from django.http import HttpResponse, JsonResponse
class Gate:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        return self.get_response(request)
    def process_view(self, request, view, args, kwargs):
        shown = request.META.get("HTTP_AUTHORIZATION")
        if request.path.startswith("/answered/"):
            if shown == "none of ours":
                return HttpResponse(status=403)
            answer = view(request, *args, **kwargs)
            return JsonResponse({"data": answer.content.decode()})
        if request.path.startswith("/strict/") and getattr(view, "csrf_exempt", False) and not shown:
            return HttpResponse(status=401)
"""
URLS = """import functools
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
class Service:
    def open(self, request):
        return JsonResponse({})
    def closed(self, request):
        if not request.user.is_authenticated:
            return HttpResponse(status=403)
        return JsonResponse({})
    @classmethod
    def of_class(cls, request):
        return HttpResponse("x")
    @staticmethod
    def static(request):
        return HttpResponse("x")
    def __call__(self, request):
        return JsonResponse({})
class Careful(Service):
    def __call__(self, request):
        return HttpResponse(status=401)
def plain(request, way):
    return HttpResponse("x")
service = Service()
def listing(request):
    return HttpResponse("x")
hook = csrf_exempt(listing)
urlpatterns = [
    path("open/", service.open), path("exempt/", csrf_exempt(service.open)), path("closed/", service.closed),
    path("guarded/", login_required(service.open)), path("class/", Service.of_class), path("static/", Service.static),
    path("object/", service), path("exempt-object/", csrf_exempt(service)), path("careful/", Careful()),
    path("partial/", functools.partial(plain, way=1)),
    path("inherited/", Careful().open),
    path("answered/method/", service.open), path("answered/object/", service), path("answered/partial/", functools.partial(plain, way=1)),
    path("answered/careful/", Careful()), path("answered/guarded/", login_required(service.open)),
    path("strict/listing/", listing), path("strict/hook/", hook), path("strict/method/", csrf_exempt(service.open)),
]
"""
WANTED = {
    "/open/": ("allowed", "urls.Service.open"), "/exempt/": ("allowed", "urls.Service.open"),
    "/closed/": ("refused", "urls.Service.closed"), "/guarded/": ("refused", "urls.Service.open"),
    "/class/": ("allowed", "urls.Service.of_class"), "/static/": ("allowed", "urls.static"),
    "/object/": ("allowed", "urls.Service"), "/exempt-object/": ("allowed", "urls.Service"),
    "/careful/": ("refused", "urls.Careful"),
    "/partial/": ("allowed", "urls.plain"), "/inherited/": ("allowed", "urls.Careful.open"),
    "/answered/method/": ("allowed", "urls.Service.open"), "/answered/object/": ("allowed", "urls.Service"),
    "/answered/partial/": ("allowed", "urls.plain"), "/answered/careful/": ("refused", "urls.Careful"),
    "/answered/guarded/": ("refused", "urls.Service.open"),
    "/strict/listing/": ("allowed", "urls.listing"), "/strict/hook/": ("refused", "urls.listing"),
    "/strict/method/": ("refused", "urls.Service.open"),
}


def main():
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "settings.py").write_text(SETTINGS)
        (Path(made) / "urls.py").write_text(URLS)
        (Path(made) / "gate.py").write_text(GATE)
        told = subprocess.run([sys.argv[1], "audit", made, "--settings", "settings", "--format", "json"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    rows = {row["route"]: (row["anonymous"], row["view"]) for row in json.loads(told.stdout)["endpoints"]}
    wrong = ["%s: %s, not %s" % (route, rows.get(route), wanted) for route, wanted in WANTED.items()
             if rows.get(route) != wanted]
    print("\n".join(wrong + ["%d views, %d wrong" % (len(WANTED), len(wrong))]))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
