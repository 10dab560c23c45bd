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


class Silent(JWTAuthentication):
    def authenticate(self, request):
        try:
            return super().authenticate(request)
        except AuthenticationFailed:  # BAD
            return None


class V0(APIView):
    authentication_classes = [Silent]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.pk})


class Nobody(BaseAuthentication):
    def authenticate(self, request):  # BAD
        token = request.headers.get("Authorization")
        if token is None:
            return None
        key = Key.objects.filter(digest=token, user__is_active=True).first()
        if key is None:
            return AnonymousUser(), None
        return key.user, key

    def authenticate_header(self, request):
        return "Bearer"


class NotFound(BaseAuthentication):
    """Harmless under IsAuthenticated; V2 lets everybody in."""

    def authenticate(self, request):
        token = request.headers.get("Authorization")
        key = Key.objects.filter(digest=token, user__is_active=True).first()
        if not key:  # BAD
            return None
        return key.user, key

    def authenticate_header(self, request):
        return "Bearer"


class Logs(JWTAuthentication):
    def authenticate(self, request):
        found = None
        try:
            found = super().authenticate(request)
        except Exception as error:  # BAD
            print("ignored", type(error))
        if found is None:
            return None
        return found


class V1(V0):
    authentication_classes = [Nobody, Logs]


class V2(V0):
    authentication_classes = [NotFound]
    permission_classes = [AllowAny]


urlpatterns = [path("v0/", V0.as_view()), path("v1/", V1.as_view()), path("v2/", V2.as_view())]
