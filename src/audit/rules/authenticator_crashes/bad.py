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


class NoBase:  # BAD
    def authenticate(self, request):
        return None


class Uncaught(BaseAuthentication):
    def authenticate(self, request):  # BAD
        token = request.headers.get("Authorization")
        if token is None:
            return None
        claims = jwt.decode(token, "made up for this example", algorithms=["HS256"])
        return User.objects.get(pk=claims["sub"], is_active=True), claims

    def authenticate_header(self, request):
        return "Bearer"


class Chained(BaseAuthentication):
    def authenticate(self, request):  # BAD
        try:
            name = request.headers["X-Api-Key"]
        except KeyError:
            return None
        key = Key.objects.select_related("user").get(digest=hash(name), user__is_active=True)
        return key.user, key

    def authenticate_header(self, request):
        return "Key"


class V0(APIView):
    authentication_classes = [NoBase]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.pk})


class V1(APIView):
    authentication_classes = [Uncaught, Chained]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.pk})


urlpatterns = [path("v0/", V0.as_view()), path("v1/", V1.as_view())]
