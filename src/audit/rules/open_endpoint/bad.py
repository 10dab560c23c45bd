# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView


class Invoices(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [AllowAny]  # BAD

    def get(self, request):
        return Response()


class Orders(APIView):
    permission_classes = []  # BAD

    def post(self, request):
        return Response()


class Base(APIView):
    permission_classes = (AllowAny,)  # BAD


class Derived(Base):
    def delete(self, request, pk):
        return Response()


@api_view(["GET"])
@permission_classes([AllowAny])  # BAD
def ledger(request):
    return Response()


class Skips(APIView):
    authentication_classes = [TokenAuthentication]

    def get_permissions(self):  # BAD
        return []

    def get(self, request):
        return Response()


urlpatterns = [
    path("invoices/", Invoices.as_view()),
    path("orders/", Orders.as_view()),
    path("derived/<int:pk>/", Derived.as_view()),
    path("ledger/", ledger),
    path("skips/", Skips.as_view()),
]
