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


class InUrl(BaseAuthentication):
    def authenticate(self, request):
        token = request.query_params.get("token")  # BAD
        if token is None:
            return None
        key = Key.objects.filter(token=token, user__is_active=True).first()
        if key is None:
            raise AuthenticationFailed()
        return key.user, None

    def authenticate_header(self, request):
        return "Bearer"


class ByHook(BaseAuthentication):
    """The place is read by a method of a class below."""

    def find(self, request):
        raise NotImplementedError

    def authenticate(self, request):
        token = self.find(request)
        if not token:
            return None
        key = Key.objects.filter(digest=token, user__is_active=True).first()
        if key is None:
            raise AuthenticationFailed()
        return key.user, None

    def authenticate_header(self, request):
        return "Bearer"


class Hooked(ByHook):
    def find(self, request):
        return request.query_params.get("access_token")  # BAD


class V1(APIView):
    authentication_classes = [Hooked]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.pk})


class V0(APIView):
    authentication_classes = [InUrl]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.pk})


urlpatterns = [path("v0/", V0.as_view()), path("v1/", V1.as_view())]
