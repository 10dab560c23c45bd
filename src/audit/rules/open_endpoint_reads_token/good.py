# SPDX-License-Identifier: Apache-2.0
import base64
from functools import wraps
from hmac import compare_digest

from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView

from django.http import JsonResponse

import jwt

import partners


class Report(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        token = request.headers.get("Authorization", "")
        return Response({"length": len(token)})


class Agent(APIView):
    authentication_classes = []
    permission_classes = [AllowAny]

    def get(self, request):
        return Response({"agent": request.headers.get("User-Agent")})


def plain(request):
    if request.headers.get("X-API-Key") != "made up":
        return JsonResponse({}, status=401)
    return JsonResponse({})


KEYS = {"a": "made up for this example"}


class Compared(APIView):
    permission_classes = [AllowAny]

    def get(self, request):
        key = request.headers.get("X-API-Key")
        if not key or not compare_digest(key, KEYS["a"]):
            return Response({"detail": "no"}, status=401)
        return Response({"orders": []})


class HasKnownKey(BasePermission):
    def has_permission(self, request, view):
        shown = request.headers.get("X-API-Key", "")
        return compare_digest(shown, KEYS["a"])


class Known(APIView):
    permission_classes = [HasKnownKey]

    def get(self, request):
        return Response({"orders": []})


def claims_of(text):
    return jwt.decode(text, KEYS["b"], algorithms=["HS256"])


def with_claims(read):
    """What is cut off the header is read by what is given."""
    def outer(view):
        @wraps(view)
        def inner(request, *args, **kwargs):
            head = request.META.get("HTTP_AUTHORIZATION", "")
            if not head.startswith("Bearer "):
                return JsonResponse({}, status=401)
            try:
                request.claims = read(head[len("Bearer "):].strip())
            except jwt.PyJWTError:
                return JsonResponse({}, status=401)
            return view(request, *args, **kwargs)
        return inner
    return outer


@with_claims(claims_of)
def claimed(request):
    return JsonResponse({"who": request.claims["sub"]})


def basic(request):
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if not header:
        return JsonResponse({}, status=401)
    name, word = base64.b64decode(header.split()[1]).decode().split(":", 1)
    if not partners.knows(name, word):
        return JsonResponse({}, status=401)
    return JsonResponse({"orders": []})


urlpatterns = [path("basic/", basic), path("claimed/", claimed), path("compared/", Compared.as_view()), path("known/", Known.as_view()),
               path("report/", Report.as_view()), path("agent/", Agent.as_view()),
               path("plain/", plain)]
