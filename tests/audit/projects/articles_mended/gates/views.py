# SPDX-License-Identifier: Apache-2.0
from rest_framework.authentication import BasicAuthentication, TokenAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTAuthentication

from . import authentication as own


class SecureDataView(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.username})


class JWTSecureEndpoint(APIView):
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response({"user": request.user.pk, "subject": request.auth["sub"]})


class CustomTokenView(SecureDataView):
    authentication_classes = [own.BearerTokenAuthentication]


class SecureEndpoint(SecureDataView):
    authentication_classes = [BasicAuthentication]


class BearerView(SecureDataView):
    authentication_classes = [own.JWTBearerAuthentication]


class ScopedView(BearerView):
    permission_classes = [IsAuthenticated, own.ReadsOrders]


class JWTOnlyEndpoint(APIView):
    authentication_classes = [JWTAuthentication]

    def get(self, request):
        return Response({"message": "JWT only"})


class KeyView(SecureDataView):
    authentication_classes = [own.KeyAuthentication]
