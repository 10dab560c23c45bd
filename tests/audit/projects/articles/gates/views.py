# SPDX-License-Identifier: Apache-2.0
from functools import partial

from rest_framework.authentication import BasicAuthentication, TokenAuthentication
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTAuthentication

from . import authentication as printed


class SecureDataView(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.username})


class JWTSecureEndpoint(APIView):
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response({"user": request.user.sub})  # finds: credential-misread


class CustomTokenView(SecureDataView):
    authentication_classes = [printed.BearerTokenAuthentication]


class SecureEndpoint(SecureDataView):
    authentication_classes = [BasicAuthentication]


class BearerView(SecureDataView):
    authentication_classes = [printed.JWTBearerAuthentication]


class ScopedView(BearerView):
    permission_classes = [partial(printed.HasScopePermission, ["orders:read"])]


class JWTOnlyEndpoint(APIView):  # finds: scheme-misnamed
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"message": "JWT only"})


class JWTFirstPrinting(APIView):  # open; finds: implicit-allow-any, scheme-misnamed
    authentication_classes = [TokenAuthentication]

    def get(self, request):
        return Response({"message": "JWT only"})


class ReadsTokenView(APIView):  # open
    permission_classes = [AllowAny]

    def get(self, request):
        token = request.headers.get("Authorization")  # finds: open-endpoint-reads-token
        return Response({"beta": bool(token)})


class PretendsView(SecureDataView):
    authentication_classes = [printed.TokenIsPresent]


class PostOnlyView(APIView):  # open GET
    """Guarded for POST and not for GET."""

    authentication_classes = [printed.Swallows]

    def get_permissions(self):  # finds: method-permission-gap
        if self.request.method == "POST":
            return [IsAuthenticated()]
        return []

    def get(self, request):
        return Response([])

    def post(self, request):
        return Response({})


class KeyView(SecureDataView):
    authentication_classes = [printed.KeyAuthentication]
