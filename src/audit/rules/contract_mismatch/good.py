# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import TokenAuthentication
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Closed(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response([])


class Public(APIView):
    authentication_classes = []
    permission_classes = [AllowAny]

    def get(self, request):
        return Response([])


urlpatterns = [
    path("orders/", Closed.as_view()),
    path("public/", Public.as_view()),
    path("other/<int:number>/", Closed.as_view()),
    path("both", Closed.as_view()),
]
