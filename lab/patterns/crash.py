# SPDX-License-Identifier: Apache-2.0
"""Refusals done badly: 500 for a malformed credential, 401 without a challenge."""
import base64

import jwt
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.http import JsonResponse
from django.views import View
from rest_framework.authentication import BaseAuthentication, BasicAuthentication
from rest_framework.exceptions import AuthenticationFailed

from .base import Ledger, case, ledger
from .methods import reader, refusal


class Crashing(BaseAuthentication):
    def authenticate_header(self, request):
        return 'Bearer realm="api"'


class UncaughtJwt(Crashing):
    """jwt.decode raises for every bad token, and nobody catches it."""

    def authenticate(self, request):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer":
            return None
        claims = jwt.decode(token, settings.SECRET_KEY, algorithms=["HS256"], audience="api",
                            issuer="myapp", options={"require": ["exp", "sub"]})
        if claims.get("token_type") != "access":
            raise AuthenticationFailed("Not an access token.")
        return User.objects.get(pk=claims["sub"], is_active=True), claims


class UncaughtToken(Ledger):
    authentication_classes = [UncaughtJwt]


class UncaughtBasic(BaseAuthentication):
    """base64 and the missing colon are not expected to fail."""

    def authenticate(self, request):
        scheme, _, value = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Basic":
            return None
        name, password = base64.b64decode(value, validate=True).decode().split(":", 1)
        user = authenticate(request._request, username=name, password=password)
        if user is None:
            raise AuthenticationFailed("Invalid username/password.")
        return user, None

    def authenticate_header(self, request):
        return 'Basic realm="api"'


class UncaughtBase64(Ledger):
    authentication_classes = [UncaughtBasic]


class BasicView(Ledger):
    authentication_classes = [BasicAuthentication]


class NoBase:
    """Not a BaseAuthentication: without authenticate_header every refusal crashes."""

    def authenticate(self, request):
        user = reader(request._request)
        return user and (user, None)


class WithoutBase(Ledger):
    authentication_classes = [NoBase]


class NoChallenge(View):
    """401 must say which credential is wanted (RFC 9110, 11.6.1)."""

    def get(self, request):
        user = reader(request)
        if user is None:
            return JsonResponse({"detail": "Log in first."}, status=401)
        return JsonResponse(ledger(user))


class Challenge(NoChallenge):
    def get(self, request):
        return super().get(request) if reader(request) else refusal()


urlpatterns = [
    *case("uncaught-token", UncaughtToken),
    *case("uncaught-base64", UncaughtBase64, BasicView),
    *case("without-base", WithoutBase),
    *case("no-challenge", NoChallenge, Challenge),
]
