# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.models import User
from django.db import models
from django.urls import path
from ninja import NinjaAPI
from ninja.security import HttpBearer
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Key(models.Model):
    class Meta:
        app_label = "auth"


class Presence(BaseAuthentication):
    def authenticate(self, request):  # BAD
        if request.headers.get("Authorization", "").startswith("Bearer "):
            return User(username="bearer"), None
        return None

    def authenticate_header(self, request):
        return "Bearer"


class Form(BaseAuthentication):
    def authenticate(self, request):  # BAD
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer":
            return None
        if len(token) < 8:
            raise AuthenticationFailed()
        return User(username=token), token

    def authenticate_header(self, request):
        return "Bearer"


class Long(HttpBearer):
    def authenticate(self, request, token):  # BAD
        if len(token) > 20:
            return token


api = NinjaAPI(auth=Long())


@api.get("/orders")
def orders(request):
    return []


class V0(APIView):
    authentication_classes = [Presence]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.pk})


class V1(APIView):
    authentication_classes = [Form]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.pk})


urlpatterns = [path("ninja/", api.urls), path("v0/", V0.as_view()), path("v1/", V1.as_view())]
