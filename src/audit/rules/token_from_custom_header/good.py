# SPDX-License-Identifier: Apache-2.0
from django.db import models
from django.urls import path
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Key(models.Model):
    class Meta:
        app_label = "auth"


class ApiKey(BaseAuthentication):
    """A scheme of its own."""

    def authenticate(self, request):
        value = request.headers.get("X-API-Key")
        if not value:
            return None
        key = Key.objects.filter(digest=value, user__is_active=True).first()
        if key is None:
            raise AuthenticationFailed("Invalid key.")
        return key.user, key

    def authenticate_header(self, request):
        return "Api-Key"


class Standard(ApiKey):
    def authenticate(self, request):
        words = get_authorization_header(request).split()
        if len(words) != 2:
            return None
        request_id = request.headers.get("X-Request-Id")
        locale = request.META.get("HTTP_X_LOCALE", request_id)
        key = Key.objects.filter(digest=words[1], user__is_active=True).first()
        if key is None:
            raise AuthenticationFailed("Invalid key.")
        return key.user, locale


class View(APIView):
    authentication_classes = [ApiKey, Standard]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({})


urlpatterns = [path("view/", View.as_view())]
