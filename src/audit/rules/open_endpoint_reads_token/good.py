# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView

from django.http import JsonResponse


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


urlpatterns = [path("report/", Report.as_view()), path("agent/", Agent.as_view()),
               path("plain/", plain)]
