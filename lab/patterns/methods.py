# SPDX-License-Identifier: Apache-2.0
"""Methods that skip the check (method-gap)."""
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import APIException
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.authentication import JWTAuthentication

from .base import Ledger, case, ledger


def reader(request):
    """The user of a valid JWT, or None."""
    try:
        found = JWTAuthentication().authenticate(Request(request))
    except APIException:
        return None
    return found and found[0]


def refusal():
    return JsonResponse({"detail": "Log in first."}, status=401,
                        headers={"WWW-Authenticate": 'Bearer realm="api"'})


@method_decorator(csrf_exempt, name="dispatch")
class PatchForgotten(View):
    """Each method checks for itself; patch was added later and does not."""

    def get(self, request):
        user = reader(request)
        return JsonResponse(ledger(user)) if user else refusal()

    def put(self, request):
        return JsonResponse({"detail": "Malformed."}, status=400) if reader(request) else refusal()

    def patch(self, request):
        return JsonResponse({"detail": "Malformed."}, status=400)


class GetAndPut(PatchForgotten):
    http_method_names = ["get", "put", "head", "options"]


class HeadForgotten(View):
    """HEAD has its own handler, without the check: sizes and dates leak, existence too."""

    def get(self, request):
        user = reader(request)
        return JsonResponse(ledger(user)) if user else refusal()

    def head(self, request):
        return HttpResponse(headers={"Content-Type": "application/json", "X-Balance": "1200"})


class HeadLikeGet(HeadForgotten):
    def head(self, request):
        return self.get(request)


class UndeclaredDelete(Ledger):
    """DELETE is in no contract and needs no credential."""

    def get_permissions(self):
        return [] if self.request.method == "DELETE" else [IsAuthenticated()]

    def get(self, request, pk):
        return Response(dict(ledger(request.user), id=pk))

    def delete(self, request, pk):
        raise Http404


class PreflightIsFree(BasePermission):
    """Lets preflights through, and lets a header say what a preflight is."""

    def has_permission(self, request, view):
        method = request.headers.get("X-HTTP-Method-Override", request.method).upper()
        return method in ("OPTIONS", "HEAD") or bool(request.user and request.user.is_authenticated)


class OverrideSkips(Ledger):
    permission_classes = [PreflightIsFree]

    def head(self, request):
        if not request.user.is_authenticated:
            self.permission_denied(request)
        return self.get(request)


urlpatterns = [
    *case("patch-forgotten", PatchForgotten, GetAndPut),
    *case("head-forgotten", HeadForgotten, HeadLikeGet),
    *case("undeclared-delete/<int:pk>", UndeclaredDelete),
    *case("override", OverrideSkips),
]
