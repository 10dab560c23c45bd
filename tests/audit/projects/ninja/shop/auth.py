# SPDX-License-Identifier: Apache-2.0
import hashlib

import jwt
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model
from django.utils.crypto import constant_time_compare
from ninja.security import APIKeyHeader, APIKeyQuery, HttpBasicAuth, HttpBearer

from .models import Key

User = get_user_model()


class Bearer(HttpBearer):
    def authenticate(self, request, token):
        try:
            claims = jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], audience="market",
                                issuer="market", options={"require": ["exp", "sub"]})
        except jwt.InvalidTokenError:
            return None
        return User.objects.filter(pk=claims["sub"], is_active=True).first()


class Unverified(HttpBearer):
    def authenticate(self, request, token):  # finds: authenticator-ignores-inactive
        try:
            claims = jwt.decode(token, options={"verify_signature": False})  # finds: jwt-verify-disabled
            return User.objects.get(pk=claims["sub"])
        except (jwt.InvalidTokenError, User.DoesNotExist):
            return None


class AnyToken(HttpBearer):
    def authenticate(self, request, token):  # finds: authenticator-trusts-unverified
        return token


class HeaderKey(APIKeyHeader):
    param_name = "X-API-Key"

    def authenticate(self, request, key):
        if key and constant_time_compare(key, settings.JWT_KEY):
            return key


class QueryKey(APIKeyQuery):  # finds: token-from-query
    param_name = "key"

    def authenticate(self, request, key):
        digest = hashlib.sha256((key or "").encode()).hexdigest()
        found = Key.objects.filter(digest=digest, user__is_active=True).first()
        return found.user if found else None


class Basic(HttpBasicAuth):
    def authenticate(self, request, username, password):
        return authenticate(request, username=username, password=password)
