# SPDX-License-Identifier: Apache-2.0
"""Sessions of four kinds, each a login, a read and a logout: one takes whatever session comes, one ends nothing at
logout, one tells which users there are, and one is sound. And a refresh that leaves the old token good."""
import json
import secrets

from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import RefreshToken

from patterns.base import ledger

FAILURES = {}  # (kind, username): wrong passwords in a row
LIVE = {}  # (kind, session id): username; the lab is one process


def members(request, *names):
    """The members of a JSON body, or None."""
    try:
        body = json.loads(request.body)
        return [str(body[name]) for name in names]
    except (ValueError, KeyError, TypeError):
        return None


def refused(words):
    return JsonResponse({"detail": words}, status=401, headers={"WWW-Authenticate": "Cookie"})


def login(kind, carries, tells, limit):
    @csrf_exempt
    def view(request):
        given = members(request, "username", "password")
        if given is None:
            return JsonResponse({"detail": "Username and password, please."}, status=400)
        if limit and FAILURES.get((kind, given[0]), 0) >= limit:
            return JsonResponse({"detail": "Too many wrong passwords."}, status=429, headers={"Retry-After": "30"})
        if tells and not User.objects.filter(username=given[0]).exists():
            return refused("There is no such user.")
        user = authenticate(request, username=given[0], password=given[1])
        FAILURES[kind, given[0]] = 0 if user else FAILURES.get((kind, given[0]), 0) + 1
        if user is None:
            return refused("Wrong password." if tells else "Wrong name or password.")
        sid = carries and request.COOKIES.get(kind) or secrets.token_hex(16)
        LIVE[kind, sid] = user.username
        response = JsonResponse({"ok": True})
        response.set_cookie(kind, sid, httponly=True, samesite="Lax")
        return response
    return view


def me(kind):
    def view(request):
        name = LIVE.get((kind, request.COOKIES.get(kind)))
        return JsonResponse({**ledger(None), "reader": name}) if name else refused("Log in first.")
    return view


def logout(kind, ends):
    @csrf_exempt
    def view(request):
        key = (kind, request.COOKIES.get(kind))
        if key not in LIVE or request.method != "POST":
            return refused("Log in first.")
        if ends:
            del LIVE[key]
        response = JsonResponse({"ok": True})
        response.delete_cookie(kind)
        return response
    return view


@csrf_exempt
def rotate(request):
    """Gives a new pair; the old refresh token stays good."""
    given = members(request, "refresh")
    if given is None:
        return JsonResponse({"refresh": ["This field is required."]}, status=400)
    try:
        old = RefreshToken(given[0])
    except TokenError:
        return refused("Token is invalid or expired")
    access = str(old.access_token)
    old.set_jti()
    return JsonResponse({"access": access, "refresh": str(old)})


def kind(name, carries=False, ends=True, tells=False, limit=None):
    return [path(name + "/login/", login(name, carries, tells, limit)), path(name + "/me/", me(name)),
            path(name + "/logout/", logout(name, ends))]


urlpatterns = (kind("carried", carries=True) + kind("left", ends=False) + kind("telling", tells=True)
               + kind("sound", limit=5) + [path("rotate/refresh/", rotate)])
