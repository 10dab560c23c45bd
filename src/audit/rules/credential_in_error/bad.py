# SPDX-License-Identifier: Apache-2.0
from django.http import HttpResponseForbidden, JsonResponse
from django.urls import path
from rest_framework import status
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Echo(BaseAuthentication):
    def authenticate(self, request):
        token = request.headers.get("Authorization")
        if token is None:
            return None
        raise AuthenticationFailed(f"Token {token} is not known")  # BAD

    def authenticate_header(self, request):
        return "Bearer"


class Percent(Echo):
    def authenticate(self, request):
        api_key = request.headers.get("X-API-Key")
        raise AuthenticationFailed("no such key: %s" % api_key)  # BAD


class Format(Echo):
    def authenticate(self, request):
        raw_token = request.headers.get("Authorization")
        raise AuthenticationFailed("bad token {}".format(raw_token))  # BAD


class Parts(Echo):
    def authenticate(self, request):
        parts = get_authorization_header(request).split()
        raise AuthenticationFailed("unknown key %s" % parts[1])  # BAD


class AsText(Echo):
    def authenticate(self, request):
        parts = get_authorization_header(request).split()
        if len(parts) > 2:
            raise AuthenticationFailed(str(parts[1]))  # BAD
        if len(parts) == 2:
            raise AuthenticationFailed(parts[1].decode())  # BAD
        raise AuthenticationFailed("unknown key " + str(parts[-1], "ascii"))  # BAD


class Asked(Echo):
    def authenticate(self, request):
        raw = request.query_params.get("api_key")
        shown = request.META['HTTP_X_API_KEY']
        if raw:
            raise AuthenticationFailed("unknown key %s" % raw)  # BAD
        raise AuthenticationFailed(f"unknown key {shown}")  # BAD


class Listed(Echo):
    def authenticate(self, request):
        keys = request.GET.getlist("api_key")
        raise AuthenticationFailed("unknown key %s" % keys[0])  # BAD


class View(APIView):
    authentication_classes = [Echo, Percent, Format, Parts, AsText, Asked, Listed]
    permission_classes = [IsAuthenticated]

    def post(self, request):
        password = request.data["password"]
        return Response({"error": "wrong password", "password": password},  # BAD
                        status=status.HTTP_400_BAD_REQUEST)

    def put(self, request):
        token = request.headers["Authorization"]
        return JsonResponse({"detail": "cannot use " + token}, status=401)  # BAD

    def patch(self, request):
        secret = request.data["secret"]
        return HttpResponseForbidden("wrong: " + secret)  # BAD


urlpatterns = [path("view/", View.as_view())]
