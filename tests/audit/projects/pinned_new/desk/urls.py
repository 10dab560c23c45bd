# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.views import LogoutView
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

from desk import boxes


class Letters(APIView):
    def get(self, request):
        return Response([])


urlpatterns = [
    path("letters/", Letters.as_view()),
    path("boxes/<int:pk>/", boxes.Box.as_view()),
    path("boxes/<int:pk>/both/", boxes.BoxOfBoth.as_view()),
    path("logout/", LogoutView.as_view()),
]
