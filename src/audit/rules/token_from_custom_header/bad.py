# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.urls import path
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Key(models.Model):
    class Meta:
        app_label = "auth"


def find(digest):
    key = Key.objects.filter(digest=digest, user__is_active=True).first()
    if key is None:
        raise AuthenticationFailed("Invalid token.")
    return key.user, key


class Own(BaseAuthentication):
    def authenticate(self, request):
        token = request.headers.get("X-Auth-Token")  # BAD
        return find(token) if token else None

    def authenticate_header(self, request):
        return "Token"


class Meta(Own):
    def authenticate(self, request):
        token = request.META.get("HTTP_X_ACCESS_TOKEN", "")  # BAD
        return find(token) if token else None


class Either(Own):
    def authenticate(self, request):
        token = request.headers.get("Authorization") or request.headers.get("X-Api-Key")  # BAD
        return find(token) if token else None


class Signed(Own):
    def authenticate(self, request):
        try:
            claims = jwt.decode(request.headers["X-Key"], settings.JWT_KEY, algorithms=["HS256"],  # BAD
                                audience="a", issuer="b", options={"require": ["exp"]})
            return User.objects.get(pk=claims["sub"], is_active=True), claims
        except (KeyError, User.DoesNotExist, jwt.InvalidTokenError):
            raise AuthenticationFailed("Invalid token.")


class ByHook(Own):
    def find(self, request):
        return request.headers.get("X-Session-Token")  # BAD

    def authenticate(self, request):
        token = self.find(request)
        return find(token) if token else None


class View(APIView):
    authentication_classes = [Own, Meta, Either, Signed, ByHook]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({})


urlpatterns = [path("view/", View.as_view())]
