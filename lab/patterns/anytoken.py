# SPDX-License-Identifier: Apache-2.0
"""Authenticators and permissions that any string satisfies (any-token-accepted)."""
from django.contrib.auth.models import AnonymousUser, User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission, IsAuthenticated

from accounts.authentication import JWTAuthentication

from .base import Ledger, case


class TrustsPresence(BaseAuthentication):
    """The article's first: a token is there, so somebody is there."""

    def authenticate(self, request):
        if request.headers.get("Authorization", "").startswith("Bearer "):
            return (User(username="token-bearer"), None)
        return None

    def authenticate_header(self, request):
        return "Bearer"


class AnyNonEmpty(Ledger):
    authentication_classes = [TrustsPresence]


class Guest(AnonymousUser):
    """A stand-in for users of another service; IsAuthenticated believes it."""
    username = "guest"
    is_authenticated = True


class GuestOnFailure(JWTAuthentication):
    """The article's second: the failure is swallowed instead of raised."""

    def authenticate(self, request):
        try:
            return super().authenticate(request)
        except Exception:
            return (Guest(), None)


class SwallowsFailure(Ledger):
    authentication_classes = [GuestOnFailure]


class HasHeader(BasePermission):
    def has_permission(self, request, view):
        return bool(request.META.get("HTTP_AUTHORIZATION"))


class SilentJwt(JWTAuthentication):
    """Returns None where it should raise: the request goes on as anonymous."""

    def authenticate(self, request):
        try:
            return super().authenticate(request)
        except AuthenticationFailed:
            return None


class HeaderIsEnough(Ledger):
    authentication_classes = [SilentJwt]
    permission_classes = [HasHeader]


class SilentButRequired(Ledger):
    """Near miss: the swallowed failure is caught by the permission."""
    authentication_classes = [SilentJwt]
    permission_classes = [IsAuthenticated]


class LooksLikeToken(BaseAuthentication):
    """Checks the form of a token (long enough) and nothing else."""

    def authenticate(self, request):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer":
            return None
        if len(token) < 8:
            raise AuthenticationFailed("Token too short.")
        return (User(username="token-bearer"), token)

    def authenticate_header(self, request):
        return "Bearer"


class FormIsEnough(Ledger):
    authentication_classes = [LooksLikeToken]


urlpatterns = [
    *case("any-non-empty", AnyNonEmpty),
    *case("guest-on-failure", SwallowsFailure),
    *case("header-is-enough", HeaderIsEnough, SilentButRequired),
    *case("form-is-enough", FormIsEnough),
]
