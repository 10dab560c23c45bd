# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Till(APIView):  # finds: implicit-allow-any  # open
    def post(self, request):
        return Response({})


class Board(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response([])


urlpatterns = [path("till/", Till.as_view()), path("board/", Board.as_view())]
