# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView
from quaint.api import QuaintAPIView

from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseForbidden, JsonResponse
from django.views import View


class Misspelt(APIView):
    permissions_classes = [IsAuthenticated]  # BAD
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response()


class Plain(View):
    permission_classes = [IsAuthenticated]  # BAD
    authentication_classes = [TokenAuthentication]  # BAD

    def get(self, request):
        return JsonResponse({})


class NoComma(APIView):
    permission_classes = (IsAuthenticated)  # BAD

    def get(self, request):
        return Response()


class Instance(APIView):
    permission_classes = [IsAuthenticated()]  # BAD

    def get(self, request):
        return Response()


class OnMethod(APIView):
    permission_classes = [IsAuthenticated]

    @permission_classes([IsAuthenticated])  # BAD
    def get(self, request):
        return Response()


class One(APIView):
    permission_class = IsAuthenticated  # BAD

    def get(self, request):
        return Response()


class Slip(APIView):
    permision_classes = (IsAuthenticated,)  # BAD

    def get(self, request):
        return Response()


class French(APIView):
    authentification_classes = [TokenAuthentication]  # BAD

    def get(self, request):
        return Response()


class Returned(APIView):
    def check_permissions(self, request):
        if request.META.get("HTTP_X_DESK") is None:
            return HttpResponseForbidden()  # BAD
        return JsonResponse({}, status=403)  # BAD

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not request.user.is_staff:
            return Response(status=status.HTTP_401_UNAUTHORIZED)  # BAD

    def get(self, request):
        return Response()


class Unknown(QuaintAPIView):
    def check_permissions(self, request):
        if not request.user.is_staff:
            return HttpResponseForbidden()  # BAD


urlpatterns = [path("misspelt/", Misspelt.as_view()), path("plain/", Plain.as_view())]


class SellersOnly(AccessMixin):
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)


class Behind(View, SellersOnly):  # BAD
    def get(self, request):
        return JsonResponse({})


@permission_classes([IsAuthenticated])  # BAD
@api_view(["GET"])
def late(request):
    return Response()


class Forgetful(AccessMixin, View):
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            self.handle_no_permission()  # BAD
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return JsonResponse({})


def lockers(request):
    if not request.user.is_staff:
        HttpResponseForbidden("staff only")  # BAD
    return JsonResponse({})


def staff_only(view):
    def inner(request, *args, **kwargs):
        if not request.user.is_staff:
            PermissionDenied("staff only")  # BAD
        return view(request, *args, **kwargs)
    return inner
