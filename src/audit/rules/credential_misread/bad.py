# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Scoped(BasePermission):
    def has_permission(self, request, view):
        return bool(request.auth) and "orders" in request.auth[1]  # BAD


class Who(APIView):
    permission_classes = [Scoped]

    def get(self, request):
        return Response({"user": request.user.sub})  # BAD


class Rows(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"scope": request.auth["scope"]})  # BAD


@api_view(["GET"])
@authentication_classes([TokenAuthentication])
@permission_classes([IsAuthenticated])
def rows(request):
    return Response({"scope": request.auth["scope"]})  # BAD


urlpatterns = [path("rows/", Rows.as_view()), path("rows/function/", rows)]
