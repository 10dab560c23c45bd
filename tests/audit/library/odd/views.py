# SPDX-License-Identifier: Apache-2.0
"""Unusual spellings that Python takes, and Django too."""
from functools import reduce, wraps
from http import HTTPStatus
import operator

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from rest_framework.authentication import SessionAuthentication, TokenAuthentication
from rest_framework.permissions import AllowAny, BasePermission, IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet


class ByMatch(BasePermission):
    def has_permission(self, request, view):
        match request.method, getattr(view, "action", "none"):
            case ("GET" | "HEAD"), _:
                return True
            case "POST", action if action == "create":
                return request.user.is_authenticated
            case _:
                return False


def for_role(*roles):
    class Role(BasePermission):
        def has_permission(self, request, view):
            return bool(request.user.is_authenticated and roles)

    Role.__name__ = "Role_" + "_".join(roles)
    return Role


class Plain(APIView):
    permission_classes = [AllowAny]

    def get(self, request, *args, **kwargs):
        return Response({})

    post = get


class Matched(Plain):
    permission_classes = [ByMatch]


class Reduced(Plain):
    permission_classes = [reduce(operator.or_, [IsAdminUser, IsAuthenticated])]


class Named(Plain):
    permission_classes = [for_role("clerk", "keeper")]


class ByMethod(Plain):
    def get_authenticators(self):
        return [SessionAuthentication()] if self.request.method == "GET" else [TokenAuthentication()]


class Above(ViewSet):
    permission_classes = [IsAuthenticated]

    def get_permissions(self):
        match self.action:
            case "list" | "retrieve":
                return [AllowAny()]
            case "destroy":
                return [IsAdminUser()]
        return super().get_permissions()

    def list(self, request, **kwargs):
        return Response({})

    create = retrieve = destroy = list


class Between(Above):
    def get_permissions(self):
        return super(Above, self).get_permissions()


def signed_in(strict=False):
    def decorator(view):
        @wraps(view)
        def inner(*args, **kwargs):
            if strict and args[0].user.is_anonymous:
                return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
            return view(*args, **kwargs)

        return inner

    return decorator


@signed_in(strict=True)
def strict(request, number=0):
    return HttpResponse("ok")


for _number in range(1, 3):
    globals()["Numbered%d" % _number] = type("Numbered%d" % _number, (Plain,), {})

guarded = login_required(Plain.as_view())
