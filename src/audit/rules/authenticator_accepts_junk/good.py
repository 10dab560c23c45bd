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


class Counts(BaseAuthentication):
    def authenticate(self, request):
        header = request.headers.get("Authorization")
        if not header:
            return None
        if len(header.split(" ")) != 2:
            raise AuthenticationFailed()
        token = header.split(" ")[1]
        key = Key.objects.filter(sha256=token, user__is_active=True).first()
        if key is None:
            raise AuthenticationFailed()
        return key.user, None

    def authenticate_header(self, request):
        return "Bearer"


class V0(APIView):
    authentication_classes = [Counts]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.pk})


urlpatterns = [path("v0/", V0.as_view())]
