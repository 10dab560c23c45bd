# SPDX-License-Identifier: Apache-2.0
import base64
import json

from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView

from django.http import HttpResponse, HttpResponseForbidden, JsonResponse


class Report(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [AllowAny]

    def get(self, request):
        token = request.headers.get("Authorization", "")  # BAD
        return Response({"known": bool(token)})


class Quiet(APIView):
    permission_classes = []

    def post(self, request):
        if request.META.get("HTTP_X_API_KEY"):  # BAD
            print("a partner")
        return Response()


def plain(request):
    key = request.headers["X-API-Key"] if "X-API-Key" in request.headers else None  # BAD
    return JsonResponse({"key": bool(key)})


class Present(APIView):
    """Any token will do."""

    permission_classes = [AllowAny]

    def get(self, request):
        header = request.headers.get("Authorization")  # BAD
        if not header or not header.startswith("Bearer "):
            return Response({"detail": "log in"}, status=401)
        return Response({"orders": []})


class HasToken(BasePermission):
    def has_permission(self, request, view):
        return bool(request.META.get("HTTP_AUTHORIZATION"))  # BAD


class Header(APIView):
    permission_classes = [HasToken]

    def get(self, request):
        return Response({"orders": []})


def partner_key(request):
    if not request.headers.get("X-API-Key"):  # BAD
        return HttpResponseForbidden()
    return JsonResponse({"rows": []})


def in_query(request):
    if request.GET.get("token") is None:  # BAD
        return HttpResponse(status=401)
    return JsonResponse({"rows": []})


def opened(request):
    header = request.META.get("HTTP_AUTHORIZATION", "")  # BAD
    if not header:
        return HttpResponse(status=401)
    who = json.loads(base64.b64decode(header.split()[1]).decode("utf-8"))
    return JsonResponse({"orders": who["name"]})


urlpatterns = [path("opened/", opened), path("partner/", partner_key), path("query/", in_query),
               path("present/", Present.as_view()), path("header/", Header.as_view()),
               path("report/", Report.as_view()), path("quiet/", Quiet.as_view()),
               path("plain/", plain)]
