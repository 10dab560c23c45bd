# SPDX-License-Identifier: Apache-2.0
import hashlib
import hmac
import os

from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden
from django.urls import path
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.response import Response
from rest_framework.views import APIView


class HasKey(BasePermission):
    def has_permission(self, request, view):
        return request.headers.get("X-API-Key") == settings.SYNC_API_KEY  # BAD


class FromEnvironment(BasePermission):
    def has_permission(self, request, view):
        provided = request.META.get("HTTP_X_API_KEY", "")
        return os.environ["API_KEY"] == provided  # BAD


class Negated(BasePermission):
    def has_permission(self, request, view):
        token = request.query_params.get("token")
        if token != getattr(settings, "SYNC_TOKEN", None):  # BAD
            return False
        return True


class Prefixed(BaseAuthentication):
    def authenticate(self, request):
        if request.headers.get("Authorization", "") != "Sync " + settings.SYNC_TOKEN:  # BAD
            raise AuthenticationFailed()
        if request.headers["X-Site-Key"] == f"site:{settings.SITE_KEY}":  # BAD
            raise AuthenticationFailed()
        return None


class Job(APIView):
    permission_classes = [HasKey | FromEnvironment | Negated]

    def post(self, request):
        return Response({})


def check_key(key):
    return key == settings.SYNC_API_KEY  # BAD


def webhook(request):
    expected = hmac.new(settings.HOOK_SECRET, request.body, hashlib.sha256).hexdigest()
    signature = request.headers.get("X-Signature")
    if expected != signature:  # BAD
        return HttpResponseForbidden()
    return HttpResponse()


def confirm(request, user):
    if user.profile.reset_token == request.GET["token"]:  # BAD
        return HttpResponse()
    return HttpResponseForbidden()


def _sign(body):
    return hmac.new(settings.HOOK_SECRET, body, hashlib.sha256).hexdigest()


def by_helper(request):
    if _sign(request.body) != request.headers.get("X-Signature", ""):  # BAD
        return HttpResponseForbidden()
    header = request.headers.get("Authorization", "")
    if header[7:] == settings.SYNC_API_KEY:  # BAD
        return HttpResponse()
    return HttpResponseForbidden()


urlpatterns = [path("helped/", by_helper), path("job/", Job.as_view()), path("hook/", webhook), path("confirm/", confirm)]
