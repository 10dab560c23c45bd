# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import BasicAuthentication, TokenAuthentication
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Open(APIView):  # BAD
    authentication_classes = [TokenAuthentication]
    permission_classes = [AllowAny]

    def get(self, request):
        return Response([])


class Closed(APIView):  # BAD
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response([])


class Other(Closed):  # BAD
    authentication_classes = [BasicAuthentication]


class Both(Closed):  # BAD
    authentication_classes = [TokenAuthentication, BasicAuthentication]


class Hidden(Closed):  # BAD
    pass


urlpatterns = [
    path("orders/", Open.as_view()),
    path("public/", Closed.as_view()),
    path("other/<int:pk>/", Other.as_view()),
    path("both/", Both.as_view()),
    path("hidden/", Hidden.as_view()),
]
