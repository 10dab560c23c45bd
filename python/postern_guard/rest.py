# SPDX-License-Identifier: Apache-2.0
"""Django REST framework's side: who it is, and what they may."""
import functools
import logging
import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission

from .assertion import LEAST_SECRET, Assertion, Refused

logger = logging.getLogger("postern_guard")


@functools.lru_cache(maxsize=8)
def read_secret(path):
    with open(path, "rb") as file:
        secret = file.read().strip()
    if len(secret) < LEAST_SECRET:
        raise ImproperlyConfigured(f"POSTERN_GUARD: the secret in {path} is shorter than {LEAST_SECRET} bytes")
    return secret


def setting(name, default=None):
    value = getattr(settings, "POSTERN_GUARD", {}).get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"POSTERN_GUARD has no {name}")
    return value


class GuardAuthentication(BaseAuthentication):
    """Whom the guard named. It never leaves a request to another authenticator."""

    def authenticate(self, request):
        text = request.META.get("HTTP_X_POSTERN_ASSERTION", "")
        try:
            if setting("HTTPS_ONLY", False) and not request.is_secure():
                raise Refused("the request did not come by HTTPS")
            assertion = Assertion.verify(
                text, read_secret(setting("KEY_FILE")), setting("AUDIENCE"), request.method, request._request.path,
                time.time(), setting("LEEWAY", 0))
            return self.user_of(assertion), assertion
        except Refused as refused:
            logger.warning("refused: %s", refused)
            raise AuthenticationFailed("The request did not come through the gate.") from None

    @staticmethod
    def user_of(assertion):
        if assertion.subject is None:
            return AnonymousUser()
        model = get_user_model()
        try:
            user = model._default_manager.get(**{setting("USER_FIELD", "pk"): assertion.subject})
        except (model.DoesNotExist, model.MultipleObjectsReturned, ValueError, OverflowError):
            raise Refused("there is no such user") from None
        if not user.is_active:
            raise Refused("the user is inactive")
        return user

    def authenticate_header(self, request):
        return 'Bearer realm="api"'


class GuardPermission(BasePermission):
    """An assertion with the view's required_scopes, about a user unless the view says public_by_guard."""

    def has_permission(self, request, view):
        assertion = request.auth
        if not isinstance(assertion, Assertion):
            return False
        if assertion.subject is None and getattr(view, "public_by_guard", False) is not True:
            return False
        return self.scopes_of(request, view) <= assertion.scopes

    @staticmethod
    def scopes_of(request, view):
        scopes = getattr(view, "required_scopes", ())
        if isinstance(scopes, dict):
            if request.method not in scopes and not (request.method == "HEAD" and "GET" in scopes):
                return frozenset({""})  # what the view does not name, nobody may
            scopes = scopes.get(request.method, scopes.get("GET", ()))
        return frozenset([scopes] if isinstance(scopes, str) else scopes)
