# SPDX-License-Identifier: Apache-2.0
from drf_spectacular.views import SpectacularRedocView
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Drawers(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response([])


class Stamps(APIView):
    def get(self, request):
        return Response([])


class Schema(SpectacularRedocView):
    """Shown to whom the settings of drf-spectacular say: nobody without a token."""
