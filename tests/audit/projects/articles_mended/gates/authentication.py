# SPDX-License-Identifier: Apache-2.0
import hashlib

import jwt
from django.conf import settings
from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission

from .models import ApiKey


def bearer_of(request):
    words = request.headers.get("Authorization", "").split()
    if not words or words[0] != "Bearer":
        return None
    if len(words) != 2:
        raise AuthenticationFailed("Invalid token.")
    return words[1]


def validate_bearer_token(token):
    digest = hashlib.sha256(token.encode()).hexdigest()
    try:
        return User.objects.get(profile__auth_token=digest, is_active=True)
    except User.DoesNotExist:
        raise AuthenticationFailed("Invalid token.")


class Challenging(BaseAuthentication):
    def authenticate_header(self, request):
        return "Bearer"


class BearerTokenAuthentication(Challenging):
    def authenticate(self, request):
        token = bearer_of(request)
        if token is None:
            return None
        return (validate_bearer_token(token), None)


class JWTBearerAuthentication(Challenging):
    def authenticate(self, request):
        token = bearer_of(request)
        if token is None:
            return None
        try:
            payload = jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], audience="api",
                                 issuer="myapp", options={"require": ["exp", "sub"]})
            user = User.objects.get(id=payload["sub"])
        except (jwt.InvalidTokenError, User.DoesNotExist):
            raise AuthenticationFailed("Invalid token")
        if not user.is_active:
            raise AuthenticationFailed("Invalid token")
        return (user, payload)


class HasScopePermission(BasePermission):
    scopes = ()

    def has_permission(self, request, view):
        if not request.auth:
            return False
        granted = request.auth.get("scope", "").split()
        return all(scope in granted for scope in self.scopes)


class ReadsOrders(HasScopePermission):
    scopes = ("orders:read",)


class KeyAuthentication(BaseAuthentication):
    def authenticate(self, request):
        key = request.headers.get("X-API-Key")
        if not key:
            return None
        digest = hashlib.sha256(key.encode()).hexdigest()
        found = ApiKey.objects.filter(key=digest, user__is_active=True).first()
        if not found:
            raise AuthenticationFailed("Invalid key.")
        return (found.user, found)

    def authenticate_header(self, request):
        return "Api-Key"
