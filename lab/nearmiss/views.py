# SPDX-License-Identifier: Apache-2.0
"""Sound or declared-public operations that a hasty scanner takes for flaws. Each must stay silent."""
import itertools
import random
import time
import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_page
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import etag
from django.views.decorators.vary import vary_on_headers
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from accounts.authentication import JWTAuthentication
from patterns.base import Ledger, ledger
from patterns.methods import reader


class Public(APIView):
    """Public by declaration."""
    authentication_classes = []
    permission_classes = [AllowAny]

    def get(self, request):
        return Response({"status": "ok"})


class PublicCatalogue(Public):
    """Public, and dynamic."""

    def get(self, request):
        return Response({"lamps": 8, "served": time.time(), "request_id": str(uuid.uuid4())})


class Optional(APIView):
    """Optional security: strangers get a greeting, users their name."""
    authentication_classes = [JWTAuthentication]
    permission_classes = [AllowAny]

    def get(self, request):
        return Response({"hello": request.user.username or "stranger"})


def error_body(request):
    """200 for everything; the body says whether it worked."""
    user = reader(request)
    if user is None:
        return JsonResponse({"detail": "Invalid token"})
    return JsonResponse(ledger(user))


def error_body_dynamic(request):
    """The same, with a request id and a time in both bodies."""
    user = reader(request)
    body = {"request_id": str(uuid.uuid4()), "time": time.time()}
    if user is None:
        return JsonResponse(dict(body, success=False, error={"code": 1001, "text": "no session"}))
    return JsonResponse(dict(body, success=True, data=ledger(user)))


@login_required
def redirect_to_login(request):
    return JsonResponse(ledger(request.user))


def login_page(request):
    """200 and a form for strangers, 200 and data for users."""
    user = reader(request)
    return JsonResponse(ledger(user)) if user else render(request, "login.html")


def account_page(request):
    """The same, and both are pages."""
    if not request.user.is_authenticated:
        return render(request, "login.html")
    return render(request, "account.html", ledger(request.user))


class HiddenFromStrangers(Ledger):
    """404 where others answer 401."""
    permission_classes = []

    def get(self, request):
        if not request.user.is_authenticated:
            raise Http404
        return super().get(request)


class Feedback(serializers.Serializer):
    text = serializers.CharField(max_length=200)


@csrf_exempt
def validates_first(request):
    """400 with or without a token, until the body is right; then 401 without one."""
    serializer = Feedback(data=request.POST)
    if request.method != "POST":
        return JsonResponse({"detail": "Method not allowed."}, status=405)
    if not serializer.is_valid():
        return JsonResponse(serializer.errors, status=400)
    if reader(request) is None:
        return JsonResponse({"detail": "Log in first."}, status=401,
                            headers={"WWW-Authenticate": "Bearer"})
    return JsonResponse(serializer.data, status=201)


class Dynamic(Ledger):
    """Nothing in the body is the same twice, and every answer has its own id."""

    def get(self, request):
        response = Response({"time": time.time(), "nonce": random.getrandbits(64),
                             "rows": [{"id": str(uuid.uuid4())} for _ in range(random.randint(1, 9))]})
        response["X-Request-Id"] = str(uuid.uuid4())
        return response

    def handle_exception(self, exc):
        response = super().handle_exception(exc)
        response.data["request_id"] = str(uuid.uuid4())
        return response


class BurstThrottle(UserRateThrottle):
    scope = "burst"


class Throttled(Ledger):
    """Four a second for each user, then 429 with Retry-After."""
    throttle_classes = [BurstThrottle]


class Slow(Ledger):
    def get(self, request):
        time.sleep(1.5)
        return super().get(request)


class Flaky(Ledger):
    """Every fifth answer is a 500, whoever asks."""
    turn = itertools.count(1)

    def dispatch(self, request, *args, **kwargs):
        if next(self.turn) % 5 == 0:
            return JsonResponse({"error": "try again"}, status=500)
        return super().dispatch(request, *args, **kwargs)


def bad_gateway(request):
    """The service behind is down, whoever asks."""
    return JsonResponse({"error": "upstream"}, status=502)


class Upload(APIView):
    """Takes multipart bodies and nothing else: 415 comes after the check."""
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated]
    parser_classes = [MultiPartParser]

    def post(self, request):
        if "file" not in request.data:
            raise ValidationError({"file": ["No file was submitted."]})
        return Response({"size": request.data["file"].size}, status=201)


class NoContent(Ledger):
    def get(self, request):
        return Response(status=204)


class EmptyRows(Ledger):
    def get(self, request):
        return Response([])


class CsrfPost(APIView):
    """A session without its CSRF token is 403, as no session is."""
    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response({"text": str(request.data.get("text"))}, status=400)


class TripsOverAttacks(Ledger):
    """A filter before everything answers 500 to whatever looks odd. That is no success."""
    strange = ("Remote-User", "X-Forwarded-User", "X-User-Id", "X-Auth-Token",
               "X-HTTP-Method-Override")

    def dispatch(self, request, *args, **kwargs):
        if request.META.get("QUERY_STRING") or any(name in request.headers for name in self.strange):
            return JsonResponse({"error": "filtered"}, status=500)
        return super().dispatch(request, *args, **kwargs)


@method_decorator(etag(lambda request: '"lab-1"'), name="get")
class Tagged(Ledger):
    """Answers 304 to If-None-Match, after the check."""


class PreflightAllowed(BasePermission):
    def has_permission(self, request, view):
        return request.method == "OPTIONS" or request.user.is_authenticated


class OpenOptions(Ledger):
    """OPTIONS is free, for browsers' preflights; nothing else is."""
    permission_classes = [PreflightAllowed]


@method_decorator(vary_on_headers("Authorization"), name="dispatch")
@method_decorator(cache_page(30), name="dispatch")
class Cached(Ledger):
    """Cached apart for each Authorization header."""


class Forbidden(Ledger):
    """403 with a plain body for everybody without a token; no challenge is due."""

    def permission_denied(self, request, message=None, code=None):
        raise PermissionDenied("Forbidden.")


class Confirm(APIView):
    """A POST without body or id: it cannot be tried safely."""
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response({"confirmed": True})


