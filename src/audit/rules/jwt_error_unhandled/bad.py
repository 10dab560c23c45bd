# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.http import JsonResponse
from django.urls import path
from rest_framework.decorators import api_view
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class HasScope(BasePermission):
    def has_permission(self, request, view):
        token = request.headers.get("X-Scope", "")
        claims = jwt.decode(token, settings.SCOPE_KEY, algorithms=["HS256"],  # BAD
                            audience="a", issuer="b", options={"require": ["exp"]})
        return "read" in claims.get("scope", "")


class Guarded(APIView):
    permission_classes = [IsAuthenticated, HasScope]

    def get(self, request):
        return Response({})


def read(token):
    return jwt.decode(token, settings.INVITE_KEY, algorithms=["HS256"], audience="a",  # BAD
                      issuer="b", options={"require": ["exp"]})


class Invitation(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response({"team": read(request.data["token"])["team"]})


class Narrow(APIView):
    """Catches one of the errors."""

    permission_classes = [IsAuthenticated]

    def post(self, request):
        try:
            claims = jwt.decode(request.data["token"], settings.INVITE_KEY,  # BAD
                                algorithms=["HS256"], audience="a", issuer="b",
                                options={"require": ["exp"]})
        except jwt.ExpiredSignatureError:
            return Response(status=401)
        return Response(claims)


def key_of(token):
    kid = jwt.get_unverified_header(token)["kid"]  # BAD
    return settings.PUBLIC_KEYS[kid]


class Looked(APIView):
    """Catches what the decode raises, and not what the look at the header does."""

    permission_classes = [IsAuthenticated]

    def post(self, request):
        key = key_of(request.data["token"])
        try:
            claims = jwt.decode(request.data["token"], key, algorithms=["RS256"], audience="a",
                                issuer="b", options={"require": ["exp"]})
        except jwt.PyJWTError:
            return Response(status=401)
        return Response(claims)


urlpatterns = [
    path("looked/", Looked.as_view()),
    path("guarded/", Guarded.as_view()),
    path("invitation/", Invitation.as_view()),
    path("narrow/", Narrow.as_view()),
]
