# SPDX-License-Identifier: Apache-2.0
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

import jwt


class Caught(BaseAuthentication):
    def authenticate(self, request):
        token = request.headers.get("Authorization")
        if token is None:
            return None
        try:
            claims = jwt.decode(token, "made up for this example", algorithms=["HS256"])
            return User.objects.get(pk=claims["sub"], is_active=True), claims
        except (jwt.PyJWTError, KeyError, User.DoesNotExist):
            raise AuthenticationFailed()

    def authenticate_header(self, request):
        return "Bearer"


class Chained(BaseAuthentication):
    def authenticate(self, request):
        name = request.headers.get("X-Api-Key")
        try:
            key = Key.objects.select_related("user").get(digest=hash(name), user__is_active=True)
        except (Key.DoesNotExist, ValueError):
            raise AuthenticationFailed()
        return key.user, key

    def authenticate_header(self, request):
        return "Key"


class V0(APIView):
    authentication_classes = [Caught]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.pk})


urlpatterns = [path("v0/", V0.as_view())]
