# SPDX-License-Identifier: Apache-2.0
"""Limits of guesses, and ways around them: by address, by other spellings of a name, by Basic. And logins that take
longer for users that there are: for that one (timed/) no row of truth.yaml stands, since a loaded machine blurs it.
The passwords are this page's own, so that nothing is locked elsewhere."""
import base64
import hashlib
import secrets

from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from patterns.base import ledger

from .accounts import members, refused

PASSWORDS = {name: "LAB-ONLY-%s-password" % name for name in ("alice", "bob", "carol")}
LIVE = set()
LIMIT = 5
ROUNDS = 120000  # some 60 ms on an idle machine


def forwarded(request):
    return request.META.get("HTTP_X_FORWARDED_FOR") or request.META["REMOTE_ADDR"]


def peer(request):
    return request.META["REMOTE_ADDR"]


def login(address=peer, means=str, counts=str):
    """Five wrong passwords for a name and an address. means: how a name is read; counts: how it is counted."""
    failures = {}

    @csrf_exempt
    def view(request):
        given = members(request, "username", "password")
        if given is None:
            return JsonResponse({"detail": "Username and password, please."}, status=400)
        key = counts(given[0]), address(request)
        if failures.get(key, 0) >= LIMIT:
            return JsonResponse({"detail": "Too many wrong passwords."}, status=429)
        if PASSWORDS.get(means(given[0])) != given[1]:
            failures[key] = failures.get(key, 0) + 1
            return refused("Wrong name or password.")
        failures.pop(key, None)
        token = secrets.token_urlsafe(24)
        LIVE.add(token)
        return JsonResponse({"access": token})
    return view


def slow(always):
    """Hashes a password for users that there are, or always."""
    kept = {name: hashlib.pbkdf2_hmac("sha256", password.encode(), name.encode(), ROUNDS)
            for name, password in PASSWORDS.items()}

    @csrf_exempt
    def view(request):
        given = members(request, "username", "password")
        if given is None:
            return JsonResponse({"detail": "Username and password, please."}, status=400)
        name, password = given
        right = name in kept or always
        if right:
            right = hashlib.pbkdf2_hmac("sha256", password.encode(), name.encode(), ROUNDS) == kept.get(name)
        return JsonResponse({"access": secrets.token_urlsafe(24)}) if right else refused("Wrong name or password.")
    return view


def by_basic(request):
    """Nobody counts here."""
    word, _, pair = request.headers.get("Authorization", "").partition(" ")
    if word == "Bearer" and pair in LIVE:
        return JsonResponse(ledger(None))
    try:
        name, _, password = base64.b64decode(pair).decode().partition(":")
    except ValueError:
        name = password = ""
    return JsonResponse(ledger(None)) if word == "Basic" and PASSWORDS.get(name) == password != "" else refused("Log in first.")


urlpatterns = [
    path("claimed/login/", login(forwarded)), path("claimed/fixed/login/", login()),
    path("cased/login/", login(means=str.lower)), path("cased/fixed/login/", login(means=str.lower, counts=str.lower)),
    path("spaced/login/", login(means=str.strip)), path("spaced/fixed/login/", login(means=str.strip, counts=str.strip)),
    path("exact/login/", login()),
    path("timed/login/", slow(False)), path("timed/fixed/login/", slow(True)),
    path("basic/", by_basic),
]
