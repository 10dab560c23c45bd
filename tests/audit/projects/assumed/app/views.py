# SPDX-License-Identifier: Apache-2.0
from django.conf import settings
from django.core.cache import cache
from django.utils.decorators import method_decorator
from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Login(BasePermission):
    def has_permission(self, request, view):
        needed = settings.READ_LOGIN if request.method in SAFE_METHODS else settings.WRITE_LOGIN
        return request.user.is_authenticated if needed else True


class IsPartner(BasePermission):
    def has_permission(self, request, view):
        return request.headers.get("X-Partner-Key") == settings.PARTNER_KEY  # finds: token-compared-unsafely


class Crates(APIView):  # open GET
    def get(self, request):
        return Response({})

    def post(self, request):
        return Response({})


class Partners(APIView):  # undecided
    """Nothing is assumed of a variable for which the code has no value."""
    permission_classes = [IsPartner]

    def get(self, request):
        return Response({})


def remembered(view):
    def wrapper(request, *args, **kwargs):
        response = cache.get(request.path)
        if response is None:
            response = view(request, *args, **kwargs)
            cache.set(request.path, response)
        return response
    return wrapper


@method_decorator(remembered, name="dispatch")
class Shelves(APIView):
    """What a cache holds, the view gave."""
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({})


@method_decorator(remembered, name="dispatch")
class Lists(APIView):  # open
    def get(self, request):
        return Response({})
