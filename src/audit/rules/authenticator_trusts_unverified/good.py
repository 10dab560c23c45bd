# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
import hmac
import json

from django.contrib.auth.models import User
from django.db import models
from django.urls import path
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Key(models.Model):
    class Meta:
        app_label = "auth"


class Looked(BaseAuthentication):
    def authenticate(self, request):
        token = request.headers.get("Authorization")
        if not token:
            return None
        key = Key.objects.filter(token=token, user__is_active=True).first()
        if key is None:
            raise AuthenticationFailed()
        return key.user, key

    def authenticate_header(self, request):
        return "Bearer"


class Refuses(BaseAuthentication):
    def authenticate(self, request):
        if "Authorization" in request.headers and "X-API-Key" in request.headers:
            raise AuthenticationFailed()
        return None

    def authenticate_header(self, request):
        return "Bearer"


def claims_of(token):
    head, body, signature = token.split(".")
    good = hmac.new(b"key of the lab", f"{head}.{body}".encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(good, signature):
        raise AuthenticationFailed()
    return json.loads(base64.urlsafe_b64decode(body + "=="))


class ByHand(Looked):
    def authenticate(self, request):
        claims = claims_of(request.headers["Authorization"][7:])
        return User.objects.filter(pk=claims["sub"], is_active=True).first(), claims


class V0(APIView):
    authentication_classes = [Looked]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.pk})


class V1(APIView):
    authentication_classes = [Refuses, ByHand]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.pk})


urlpatterns = [path("v0/", V0.as_view()), path("v1/", V1.as_view())]
