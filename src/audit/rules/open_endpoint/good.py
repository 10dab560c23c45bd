# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView


class Invoices(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response()


class Catalogue(APIView):
    """Meant for everybody, and says so."""
    authentication_classes = []
    permission_classes = [AllowAny]

    def get(self, request):
        return Response()


class LoginView(APIView):
    permission_classes = [AllowAny]

    def post(self, request):
        return Response()


class Articles(APIView):
    permission_classes = [IsAuthenticatedOrReadOnly]

    def get(self, request):
        return Response()

    def post(self, request):
        return Response()


class Nobody(APIView):
    """No authenticator, so nobody can be anybody."""
    authentication_classes = []
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response()


class Inherited(Invoices):
    def post(self, request):
        return Response()


class Checked(APIView):
    permission_classes = []

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not request.user.is_authenticated:
            self.permission_denied(request)

    def get(self, request):
        return Response()


urlpatterns = [
    path("invoices/", Invoices.as_view()),
    path("catalogue/", Catalogue.as_view()),
    path("login/", LoginView.as_view()),
    path("articles/", Articles.as_view()),
    path("nobody/", Nobody.as_view()),
    path("inherited/", Inherited.as_view()),
    path("checked/", Checked.as_view()),
]
