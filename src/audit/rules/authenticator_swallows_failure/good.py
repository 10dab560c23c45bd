# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.models import AnonymousUser, User
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

from rest_framework_simplejwt.authentication import JWTAuthentication


class Loud(JWTAuthentication):
    def authenticate(self, request):
        try:
            return super().authenticate(request)
        except AuthenticationFailed:
            raise AuthenticationFailed("Invalid token.")


class V0(APIView):
    authentication_classes = [Loud]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.pk})


class Guests(BaseAuthentication):
    """Nobody without a credential; a bad one is refused."""

    def authenticate(self, request):
        token = request.headers.get("Authorization")
        if token is None:
            return AnonymousUser(), None
        key = Key.objects.filter(digest=token, user__is_active=True).first()
        if key is None:
            raise AuthenticationFailed()
        return key.user, key

    def authenticate_header(self, request):
        return "Bearer"


class LogsAndRefuses(BaseAuthentication):
    def authenticate(self, request):
        key = None
        try:
            key = Key.objects.get(digest=request.headers["Authorization"], user__is_active=True)
        except Key.DoesNotExist:
            print("refused")
        if key is None:
            raise AuthenticationFailed()
        return key.user, key

    def authenticate_header(self, request):
        return "Bearer"


class V1(APIView):
    authentication_classes = [Guests, LogsAndRefuses]
    permission_classes = [AllowAny]

    def get(self, request):
        return Response({})


urlpatterns = [path("v0/", V0.as_view()), path("v1/", V1.as_view())]
