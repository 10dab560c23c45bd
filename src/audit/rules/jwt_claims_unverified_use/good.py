# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
import hmac
import json
import logging

import jwt
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import path
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

logger = logging.getLogger(__name__)


class Peeks(BaseAuthentication):
    """Chooses the key by the issuer, and then verifies with it."""

    def authenticate(self, request):
        token = request.headers.get("Authorization", "")[7:]
        try:
            issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
            claims = jwt.decode(token, settings.KEYS[issuer], algorithms=["RS256"], audience="a",
                                issuer=issuer, options={"require": ["exp"]})
        except (KeyError, jwt.InvalidTokenError):
            raise AuthenticationFailed("Invalid token.")
        return User.objects.filter(pk=claims["sub"], is_active=True).first(), claims

    def authenticate_header(self, request):
        return "Bearer"


class Logs(Peeks):
    def authenticate(self, request):
        token = request.headers.get("Authorization", "")[7:]
        try:
            claims = jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], audience="a",
                                issuer="b", options={"require": ["exp"]})
        except jwt.InvalidTokenError:
            refused = jwt.decode(token, options={"verify_signature": False})
            logger.warning("refused %s", refused.get("jti"))
            raise AuthenticationFailed("Invalid token.")
        return User.objects.filter(pk=claims["sub"], is_active=True).first(), claims


def renew(token):
    """The signature was good: expiry is looked at last."""
    try:
        claims = jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], audience="a",
                            issuer="b", options={"require": ["exp"]})
    except jwt.ExpiredSignatureError:
        claims = jwt.decode(token, options={"verify_signature": False})
    return claims


def signed(token):
    header, payload, signature = token.split(".")
    expected = hmac.new(settings.JWT_KEY, f"{header}.{payload}".encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(base64.urlsafe_b64decode(signature + "=="), expected):
        raise AuthenticationFailed("Invalid token.")
    return json.loads(base64.urlsafe_b64decode(payload + "=="))


def by_name(token):
    header, payload, signature = token.split(".")
    good = hmac.compare_digest(
        base64.urlsafe_b64decode(signature + "=="),
        hmac.new(settings.JWT_KEY, f"{header}.{payload}".encode(), hashlib.sha256).digest())
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return claims if good else None


def header_of(token):
    return json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))


class View(APIView):
    authentication_classes = [Peeks, Logs]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        cursor = json.loads(base64.urlsafe_b64decode(request.GET["cursor"]))
        return Response(cursor)


urlpatterns = [path("view/", View.as_view())]
