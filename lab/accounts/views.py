# SPDX-License-Identifier: Apache-2.0
"""Logins: simplejwt's pair, a session, and who is logged in."""
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.serializers import TokenObtainPairSerializer
from rest_framework_simplejwt.views import TokenObtainPairView

SCOPES = {True: "orders:read orders:write reports:read", False: "orders:read orders:write"}


class PairSerializer(TokenObtainPairSerializer):
    """Adds nbf, role and scope to simplejwt's claims."""

    @classmethod
    def get_token(cls, user):
        token = super().get_token(user)
        token["sub"] = str(user.pk)
        token["nbf"] = token["iat"]
        token["role"] = "staff" if user.is_staff else "user"
        token["scope"] = SCOPES[user.is_staff]
        return token


class PairView(TokenObtainPairView):
    serializer_class = PairSerializer


class SessionMe(APIView):
    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"username": request.user.username, "staff": request.user.is_staff})
