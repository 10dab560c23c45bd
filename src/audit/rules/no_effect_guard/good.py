# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.views import View


class Right(APIView):
    permission_classes = [IsAuthenticated & ~AllowAny]
    permissions = "what the page says of permissions"

    def get(self, request):
        return Response()


class Plain(LoginRequiredMixin, View):
    permission = "orders.view"

    def get(self, request):
        return JsonResponse({})


class SellersOnly:
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Timed:
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)


class Before(SellersOnly, View):
    def get(self, request):
        return JsonResponse({})


class Behind(View, Timed):
    def get(self, request):
        return JsonResponse({})


class Mixin:
    permission_classes = (IsAuthenticated,)


class Tuple(Mixin, APIView):
    def get(self, request):
        return Response()


@api_view(["GET"])
@permission_classes([IsAuthenticated])
def early(request):
    return Response()


class OnePermission(APIView):
    """Reads a name of its own."""
    permission_class = AllowAny

    def get_permissions(self):
        return [self.permission_class()]


class Staff(OnePermission):
    permission_class = IsAuthenticated

    def get(self, request):
        return Response()


urlpatterns = [path("right/", Right.as_view()), path("plain/", Plain.as_view()),
               path("tuple/", Tuple.as_view()), path("early/", early)]
