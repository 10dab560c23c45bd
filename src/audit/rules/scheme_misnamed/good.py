# SPDX-License-Identifier: Apache-2.0
from rest_framework.authentication import TokenAuthentication
from django.urls import path
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTAuthentication


class JWTOnly(APIView):
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response()


class TokenToJWTView(APIView):
    """Takes the one, and gives the other."""
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response({"jwt": ""})


urlpatterns = [path("only/", JWTOnly.as_view()), path("exchange/", TokenToJWTView.as_view())]
