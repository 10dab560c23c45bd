# SPDX-License-Identifier: Apache-2.0
import hashlib
import hmac

from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden
from django.urls import path
from django.utils.crypto import constant_time_compare
from rest_framework.permissions import BasePermission
from rest_framework.response import Response
from rest_framework.views import APIView


class HasKey(BasePermission):
    def has_permission(self, request, view):
        shown = request.headers.get("X-API-Key", "")
        return constant_time_compare(shown, settings.SYNC_API_KEY)


class Job(APIView):
    permission_classes = [HasKey]

    def post(self, request):
        token_type = request.data.get("token_type")
        if token_type == "refresh" or request.data.get("token") == "":
            return Response(status=400)
        for key, value in request.data.items():
            if key == self.kwargs["key_name"] or self.sort_key == value:
                return Response(value)
        if request.data["password"] != request.data["password_again"]:
            return Response(status=400)
        return Response({})


def change(instance, secret, choices, key):
    if secret != instance.secret:
        instance.replace(secret)
    return next((each for each in choices if each.key == key), None)


class Step:
    name_key = "a"

    def same(self, other):
        return self.name_key == other.name_key and self.token_id == other.token_id


def webhook(request):
    expected = hmac.new(settings.HOOK_SECRET, request.body, hashlib.sha256).hexdigest()
    signature = request.headers.get("X-Signature", "")
    if not hmac.compare_digest(expected, signature):
        return HttpResponseForbidden()
    return HttpResponse()


def unchanged(request, page):
    etag = hashlib.sha256(page.text.encode()).hexdigest()
    return HttpResponse(status=304 if etag == request.headers.get("If-None-Match") else 200)


def _kind(body):
    return body[:4].decode()


def by_helper(request):
    header = request.headers.get("Authorization", "")
    if _kind(request.body) != request.headers.get("X-Kind", "") or header[:7] == settings.SYNC_SCHEME:
        return HttpResponseForbidden()
    return HttpResponse()


urlpatterns = [path("helped/", by_helper), path("job/", Job.as_view()), path("hook/", webhook), path("page/", unchanged)]
