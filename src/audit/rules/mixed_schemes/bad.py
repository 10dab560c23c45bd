# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView


class Orders(APIView):
    authentication_classes = [TokenAuthentication, BasicAuthentication]  # BAD
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response()


class Own(BasicAuthentication):
    pass


class Other(APIView):
    permission_classes = [IsAuthenticated]

    def get_authenticators(self):  # BAD
        return [Own(), TokenAuthentication()]

    def get(self, request):
        return Response()


urlpatterns = [path("orders/", Orders.as_view()), path("other/", Other.as_view())]
