# SPDX-License-Identifier: Apache-2.0
"""DRF before 3.16 does not tell LoginRequiredMiddleware that it asks by itself."""
from django.contrib.auth.views import LogoutView
from django.urls import path
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView


class Moor(APIView):
    permission_classes = [AllowAny]

    def post(self, request):
        return Response({})


urlpatterns = [path("moor/", Moor.as_view()), path("logout/", LogoutView.as_view())]
