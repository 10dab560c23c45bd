# SPDX-License-Identifier: Apache-2.0
from functools import wraps

from django.contrib.auth.decorators import login_required, user_passes_test
from django.http import HttpResponseForbidden, JsonResponse
from rest_framework import mixins, viewsets
from rest_framework.authentication import BasicAuthentication, SessionAuthentication
from rest_framework.decorators import (
    action, api_view, authentication_classes, permission_classes, throttle_classes)
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from .permissions import ActionPermission, IsLibrarian, IsReader, OwnerOnly, ReadOnly


class ByAction:
    by_action = {"list": [AllowAny], "create": [IsLibrarian]}

    def get_permissions(self):
        if self.action == "renew":
            return [OwnerOnly()]
        try:
            return [each() for each in self.by_action[self.action]]
        except KeyError:
            return super().get_permissions()


class LoanViewSet(ByAction, viewsets.ModelViewSet):
    permission_classes = [IsReader & (ReadOnly | ~IsAdminUser)]

    @action(detail=True, methods=["post"], url_path="renew-it")
    def renew(self, request, pk=None):
        return Response()

    @action(detail=False, permission_classes=[AllowAny], throttle_classes=[])
    def popular(self, request):
        return Response()

    @popular.mapping.delete
    def forget(self, request):
        return Response()


class FineViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    permission_classes = (ActionPermission,)
    lookup_field = "number"

    def get_authenticators(self):
        return [BasicAuthentication(), *super().get_authenticators()]


class MemberViewSet(viewsets.ViewSet):
    def list(self, request):
        return Response()

    def retrieve(self, request, pk=None):
        return Response()

    def get_throttles(self):
        return []


class OpenView(APIView):
    permission_classes = []

    def get(self, request):
        return Response()


class Closed(APIView):
    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request, format=None):
        return Response()

    def post(self, request, format=None):
        return Response()

    def get_permissions(self):
        if self.request.method == "POST":
            return super().get_permissions() + [IsAdminUser()]
        return super().get_permissions()


class SkipsChecks(Closed):
    def initial(self, request, *args, **kwargs):
        self.perform_authentication(request)


@api_view(["GET", "PUT"])
@authentication_classes([BasicAuthentication])
@permission_classes([IsLibrarian])
@throttle_classes([])
def guarded_function(request):
    return Response()


@api_view()
def default_function(request):
    return Response()


def key_required(view):
    @wraps(view)
    def inner(request, *args, **kwargs):
        if request.headers.get("X-API-Key") != "made up":
            return HttpResponseForbidden()
        return view(request, *args, **kwargs)
    return inner


@key_required
def function_of_old(request, isbn):
    return JsonResponse({})


@login_required
def mine(request):
    return JsonResponse({})


@user_passes_test(lambda user: user.is_staff)
def staff_only(request):
    return JsonResponse({})


def by_hand(request):
    if not request.user.is_authenticated:
        raise PermissionDenied()
    return JsonResponse({})
