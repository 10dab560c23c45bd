# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
import hmac
import json

import jwt
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import path
from jose import jwt as jose_jwt
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.tokens import AccessToken


class Jose(BaseAuthentication):
    def authenticate(self, request):
        token = request.headers.get("Authorization", "")[7:]
        claims = jose_jwt.get_unverified_claims(token)  # BAD
        return User.objects.filter(pk=claims["sub"], is_active=True).first(), claims

    def authenticate_header(self, request):
        return "Bearer"


def read(token):
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=="))  # BAD


class ByHand(Jose):
    def authenticate(self, request):
        claims = read(request.headers["Authorization"])
        return User.objects.filter(pk=claims["sub"], is_active=True).first(), claims


class Fallback(Jose):
    def authenticate(self, request):
        token = request.headers["Authorization"]
        try:
            claims = jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], audience="a",
                                issuer="b", options={"require": ["exp"]})
        except jwt.InvalidTokenError:
            claims = jwt.decode(token, options={"verify_signature": False})  # BAD
        return User.objects.filter(pk=claims["sub"], is_active=True).first(), claims


def b64(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def noted(token):
    head, body, signature = token.split(".")
    good = hmac.new(settings.JWT_KEY, f"{head}.{body}".encode(), hashlib.sha256).digest()
    claims = json.loads(b64(body))  # BAD
    claims["signed"] = hmac.compare_digest(good, b64(signature))
    return claims


class Middle(Jose):
    def authenticate(self, request):
        _, middle, _ = request.headers["Authorization"][7:].split(".")
        who = json.loads(base64.urlsafe_b64decode(middle + "=="))["sub"]  # BAD
        return User.objects.filter(pk=who, is_active=True).first(), None


class View(APIView):
    authentication_classes = [Jose, ByHand, Fallback, Middle]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        raw = request.headers["Authorization"]
        token = AccessToken(raw, verify=False)  # BAD
        return Response({"roles": token["roles"]})


urlpatterns = [path("view/", View.as_view())]
