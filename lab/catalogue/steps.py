# SPDX-License-Identifier: Apache-2.0
"""Logins in two steps: a password gives a challenge, and that with a code gives access. One challenge opens what access
does, one place lets codes be guessed for ever, and beside them is a login that is whole by itself."""
import secrets
import time

from django.contrib.auth import authenticate
from django.core import signing
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated

from patterns.base import Ledger

from .accounts import members, refused

ACCESS = "LAB-ONLY-steps-alice-6e21f4"  # as her second step gave it once
LIMIT = 5
DELAY = 3


class StepToken(BaseAuthentication):
    """Access alone opens."""

    def authenticate(self, request):
        words = get_authorization_header(request).decode(errors="replace").split()
        if not words or words[0] != "Bearer":
            return None
        if len(words) != 2 or not self.opens(words[1]):
            raise AuthenticationFailed("Invalid token.")
        return type("Holder", (), {"is_authenticated": True, "username": "alice"})(), words[1]

    def authenticate_header(self, request):
        return "Bearer"

    def opens(self, token):
        return secrets.compare_digest(token, ACCESS)


class AnyStep(StepToken):
    """Whatever this server has signed opens: it does not ask for what."""

    def opens(self, token):
        try:
            return super().opens(token) or bool(signing.loads(token, salt="step", max_age=600))
        except signing.BadSignature:
            return False


@csrf_exempt
def first(request):
    given = members(request, "username", "password")
    user = authenticate(request, username=given[0], password=given[1]) if given else None
    if user is None:
        return refused("Wrong name or password.")
    return JsonResponse({"mfa_required": True, "challenge": signing.dumps({"user": user.username, "n": secrets.token_hex(4)}, salt="step")})


def signed(challenge):
    return signing.loads(challenge, salt="step", max_age=600)["user"]


def second(limit, counts=signed, delay=0):
    """Nobody has the device: no code is right. counts: by what wrong ones are counted; delay: what too many of them
    cost, in seconds, in place of a refusal."""
    wrong = {}

    @csrf_exempt
    def view(request):
        given = members(request, "challenge", "code")
        try:
            name = signed(given[0]) if given else None
        except signing.BadSignature:
            name = None
        if name is None:
            return JsonResponse({"detail": "Log in first."}, status=400)
        key = counts(given[0])
        if limit and wrong.get(key, 0) >= limit:
            if not delay:
                return JsonResponse({"detail": "Later."}, status=429, headers={"Retry-After": "60"})
            time.sleep(delay)
        wrong[key] = wrong.get(key, 0) + 1
        return JsonResponse({"detail": "This code is wrong."}, status=400)
    return view


@csrf_exempt
def whole(request):
    """Near miss: its token is access; a code is asked for later, for more than that."""
    given = members(request, "username", "password")
    user = authenticate(request, username=given[0], password=given[1]) if given else None
    return JsonResponse({"token": ACCESS}) if user and user.username == "alice" else refused("Wrong name or password.")


def raised():
    wrong = {"codes": 0}

    @csrf_exempt
    def view(request):
        given = members(request, "token", "code")
        if not given or not secrets.compare_digest(given[0], ACCESS):
            return JsonResponse({"detail": "Log in first."}, status=400)
        if wrong["codes"] >= LIMIT:
            return JsonResponse({"detail": "Later."}, status=429, headers={"Retry-After": "60"})
        wrong["codes"] += 1
        return JsonResponse({"detail": "This code is wrong."}, status=400)
    return view


def guarded(authenticator):
    return type("GuardedBy" + authenticator.__name__, (Ledger,), {
        "authentication_classes": [authenticator], "permission_classes": [IsAuthenticated]}).as_view()


def case(name, authenticator, *limit):
    return [path(name + "login/", first), path(name + "mfa/verify/", second(*limit)),
            path(name + "ledger/", guarded(authenticator))]


urlpatterns = [
    *case("skipped/", AnyStep, LIMIT),
    *case("skipped/fixed/", StepToken, LIMIT),
    *case("endless/", StepToken, None),
    *case("delayed/", StepToken, LIMIT, str, DELAY),
    *case("delayed/fixed/", StepToken, LIMIT, signed, DELAY),
    path("whole/login/", whole),
    path("whole/mfa/verify/", raised()),
    path("whole/ledger/", guarded(StepToken)),
]
