# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


def fingerprint(key):
    return "made up"


def issue(user):
    return "made up"


class Quiet(BaseAuthentication):
    def authenticate(self, request):
        token = request.headers.get("Authorization")
        if token is None:
            return None
        if len(token) > 200:
            raise AuthenticationFailed(f"Token has {len(token)} characters")
        raise AuthenticationFailed("Invalid token.")

    def authenticate_header(self, request):
        return "Bearer"


def redeem(card):
    raise ValueError("card {} is spent".format(card.secret))


class Parts(Quiet):
    def authenticate(self, request):
        parts = get_authorization_header(request).split()
        if len(parts) > 2:
            raise AuthenticationFailed("%d parts" % len(parts))
        if len(parts) == 1:
            raise AuthenticationFailed("unknown scheme %s" % parts[0])
        if parts[0] != b"Token":
            raise AuthenticationFailed(str(parts[0]))
        raise AuthenticationFailed("no such key: %s" % fingerprint(parts[1]))


class Asked(Quiet):
    def authenticate(self, request):
        name = request.query_params.get("name")
        keyboard = request.META.get("HTTP_X_KEYBOARD")
        raise AuthenticationFailed("no %s at %s" % (name, keyboard))


class Mode(Quiet):
    """What came of it, or stands elsewhere, is none that was shown."""

    def authenticate(self, request):
        mode = request.session["token"]["kind"]
        kind = request.data.get("token", {}).get("kind")
        dots = request.GET.get("token", "").count(".")
        profile = request.user.profile.get("token")
        name = request.GET.get("user", "token")
        if kind:
            raise AuthenticationFailed("%s, %s" % (mode, kind))
        if dots:
            raise AuthenticationFailed("%d dots" % dots)
        raise AuthenticationFailed("%s has %s" % (name, profile))


class View(APIView):
    authentication_classes = [Quiet, Parts, Mode]
    permission_classes = [IsAuthenticated]

    def post(self, request):
        token = issue(request.user)
        return Response({"token": token}, status=201)

    def put(self, request):
        password = request.data.get("password")
        if not password:
            raise AuthenticationFailed({"password": "required"})
        return Response({"error": "password"}, status=400)


urlpatterns = [path("view/", View.as_view())]
