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


urlpatterns = [path("v0/", V0.as_view())]
