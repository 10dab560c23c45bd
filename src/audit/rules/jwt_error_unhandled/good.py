# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.urls import path
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

OPTIONS = {"require": ["exp"]}


class HasScope(BasePermission):
    def has_permission(self, request, view):
        try:
            claims = jwt.decode(request.headers.get("X-Scope", ""), settings.SCOPE_KEY,
                                algorithms=["HS256"], audience="a", issuer="b", options=OPTIONS)
        except jwt.InvalidTokenError:
            return False
        return "read" in claims.get("scope", "")


class Guarded(APIView):
    permission_classes = [IsAuthenticated, HasScope]

    def get(self, request):
        return Response({})


def read(token):
    """Whoever calls catches."""
    return jwt.decode(token, settings.INVITE_KEY, algorithms=["HS256"], audience="a", issuer="b",
                      options=OPTIONS)


class Invitation(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        try:
            claims = read(request.data["token"])
        except (jwt.ExpiredSignatureError, jwt.InvalidTokenError) as error:
            raise AuthenticationFailed("Invalid invitation.") from error
        return Response({"team": claims["team"]})


class Both(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        try:
            claims = read(request.data["token"])
        except jwt.ExpiredSignatureError:
            return Response(status=410)
        except jwt.PyJWTError:
            return Response(status=401)
        return Response(claims)


class Looked(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        try:
            kid = jwt.get_unverified_header(request.data["token"])["kid"]
            claims = jwt.decode(request.data["token"], settings.PUBLIC_KEYS[kid],
                                algorithms=["RS256"], audience="a", issuer="b", options=OPTIONS)
        except jwt.PyJWTError:
            return Response(status=401)
        return Response(claims)


urlpatterns = [
    path("looked/", Looked.as_view()),
    path("guarded/", Guarded.as_view()),
    path("invitation/", Invitation.as_view()),
    path("both/", Both.as_view()),
]
