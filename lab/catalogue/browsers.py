# SPDX-License-Identifier: Apache-2.0
"""What answers allow browsers: other sites' scripts, and cookies that scripts can read."""
import json

from django.contrib.auth import authenticate
from django.core import signing
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.response import Response

from patterns.base import Ledger, case, ledger

FRIENDS = {"https://app.lab.example"}


def open_to(allow, credentials=True):
    """A ledger for scripts of the origins that allow() takes; it gives the one that the answer names."""
    class Shared(Ledger):
        def finalize_response(self, request, response, *args, **kwargs):
            response = super().finalize_response(request, response, *args, **kwargs)
            named = allow(request.headers.get("Origin", ""))
            if named:
                response["Access-Control-Allow-Origin"] = named
                if credentials:
                    response["Access-Control-Allow-Credentials"] = "true"
            response["Vary"] = "Origin"
            return response
    return Shared


listed = open_to(lambda origin: origin if origin in FRIENDS else None)
COPIED = open_to(lambda origin: origin)
NULL = open_to(lambda origin: origin if origin == "null" or origin in FRIENDS else None)
BEGINS = open_to(lambda origin: origin if origin.startswith("http://127.0.0.1") else None)
ENDS = open_to(lambda origin: origin if "127.0.0.1" in origin else None)
ANY = open_to(lambda origin: "*", credentials=False)


def login(name, **flags):
    """Gives a session in a cookie of that name."""
    @csrf_exempt
    def view(request):
        try:
            body = json.loads(request.body)
            user = authenticate(request, username=str(body["username"]), password=str(body["password"]))
        except (ValueError, KeyError, TypeError):
            return JsonResponse({"detail": "Username and password, please."}, status=400)
        if user is None:
            return JsonResponse({"detail": "Wrong name or password."}, status=401)
        response = JsonResponse({"ok": True})
        response.set_cookie(name, signing.dumps(user.username, salt=name), **flags)
        return response
    return view


class ByCookie(Ledger):
    authentication_classes = []
    permission_classes = []
    cookie = ""

    def get(self, request):
        try:
            name = signing.loads(request.COOKIES.get(self.cookie, ""), salt=self.cookie)
        except signing.BadSignature:
            return Response({"detail": "Log in first."}, status=401, headers={"WWW-Authenticate": "Cookie"})
        return Response({**ledger(None), "reader": name})


urlpatterns = [
    *case("copied", COPIED, listed), *case("null", NULL, listed), *case("begins", BEGINS, listed),
    *case("ends", ENDS, listed), *case("any", ANY),
    path("loose/login/", login("loose")),
    path("loose/me/", ByCookie.as_view(cookie="loose")),
    path("strict/login/", login("strict", httponly=True, samesite="Lax")),
    path("strict/me/", ByCookie.as_view(cookie="strict")),
]
