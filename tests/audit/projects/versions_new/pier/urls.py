# SPDX-License-Identifier: Apache-2.0
"""DRF from 3.16 on asks by itself: LoginRequiredMiddleware lets its views be."""
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path
from django.utils.decorators import method_decorator
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView


class Moor(APIView):  # open
    permission_classes = [AllowAny]  # finds: open-endpoint

    def post(self, request):
        return Response({})


@method_decorator(login_not_required, name="dispatch")
class Leave(LogoutView):  # open POST
    """Django 5 logs nobody out by GET."""


urlpatterns = [path("moor/", Moor.as_view()), path("logout/", Leave.as_view())]
