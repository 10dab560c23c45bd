# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import TokenAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class JWTOnly(APIView):  # BAD
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response()


class OrdersByJwt(JWTOnly):  # BAD
    pass


urlpatterns = [path("only/", JWTOnly.as_view()), path("orders/", OrdersByJwt.as_view())]
