# SPDX-License-Identifier: Apache-2.0
"""Logins with users that everybody knows, beside those of the lab; the users are this page's own."""
import secrets

from django.contrib.auth import authenticate
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from .accounts import members, refused


def login(known, limit=None):
    """known: further users and their passwords. limit: of wrong passwords for one name, since the last right one."""
    failures = {}

    @csrf_exempt
    def view(request):
        given = members(request, "username", "password")
        if given is None:
            return JsonResponse({"detail": "Username and password, please."}, status=400)
        name, password = given
        if limit and failures.get(name, 0) >= limit:
            return JsonResponse({"detail": "This account is locked."}, status=403)
        if known.get(name) != password and authenticate(request, username=name, password=password) is None:
            failures[name] = failures.get(name, 0) + 1
            return refused("Wrong name or password.")
        failures.pop(name, None)
        return JsonResponse({"access": secrets.token_urlsafe(24)})
    return view


@csrf_exempt
def guests(request):
    """A token for whoever asks, good for what guests may see: no password is looked at."""
    return JsonResponse({"access": secrets.token_urlsafe(24)}) if members(request, "username") else refused("A name, please.")


urlpatterns = [
    path("known/login/", login({"test": "test"})),
    path("known/fixed/login/", login({"test": "LAB-ONLY-" + secrets.token_urlsafe(8)})),
    path("locking/login/", login({"admin": "LAB-ONLY-" + secrets.token_urlsafe(8)}, limit=2)),
    path("guests/login/", guests),
]
