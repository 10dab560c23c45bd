# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView


class Payroll(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response()


class HealthView(APIView):
    def get(self, request):
        return Response()


urlpatterns = [path("payroll/", Payroll.as_view()), path("health/", HealthView.as_view())]
