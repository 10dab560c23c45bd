# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView


class Notes(APIView):
    def get_permissions(self):  # BAD
        if self.request.method == "POST":
            return [IsAuthenticated()]
        return [AllowAny()]

    def get(self, request):
        return Response()

    def post(self, request):
        return Response()


class GetOnly(BasePermission):
    def has_permission(self, request, view):
        return request.method != "GET" or bool(request.user and request.user.is_authenticated)


class Documents(APIView):
    permission_classes = [GetOnly]

    def get(self, request):
        return Response()

    def put(self, request):  # BAD
        return Response()


urlpatterns = [path("notes/", Notes.as_view()), path("documents/", Documents.as_view())]
